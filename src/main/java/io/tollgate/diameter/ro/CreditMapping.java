package io.tollgate.diameter.ro;

import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.command.Applications;
import io.tollgate.diameter.information.Occasion;
import io.tollgate.diameter.information.ServiceInformationWriter;
import io.tollgate.diameter.information.UserName;

/** Credit request to CCR (RFC 8506 3.1, TS 32.299 6.4). */
public final class CreditMapping {
  private static final int TYPICAL_SIZE = 2048;
  private static final int MULTIPLE_SERVICES_SUPPORTED = 1;

  private final ServiceInformationWriter information;
  private final ServiceUsageWriter usage;

  public CreditMapping(ServiceInformationWriter information) {
    this.information = information;
    this.usage =
        new ServiceUsageWriter(
            information.policy().zeroUsage(), information.policy().eventUnitsInCommand());
  }

  /** The AVPs of the CCR, from the first after the routing ones on. */
  public Avps toCcr(CreditRequest request) {
    AvpWriter out = new AvpWriter(TYPICAL_SIZE);
    out.unsigned32(BaseAvps.AUTH_APPLICATION_ID, Applications.CREDIT_CONTROL)
        .text(
            CreditControlAvps.SERVICE_CONTEXT_ID,
            information.serviceContextId(request.service().profile()))
        .integer32(CreditControlAvps.CC_REQUEST_TYPE, request.type().code())
        .unsigned32(CreditControlAvps.CC_REQUEST_NUMBER, request.number());
    var subscriptions = request.service().parties().subscriptions();
    String userName = UserName.of(subscriptions);
    if (userName != null) {
      out.text(BaseAvps.USER_NAME, userName);
    }
    out.unsigned32(BaseAvps.ORIGIN_STATE_ID, information.policy().originStateId())
        .time(BaseAvps.EVENT_TIMESTAMP, request.eventTime());
    information.subscriptions(out, subscriptions);
    TerminationCause cause = request.terminationCause();
    if (cause != null) {
      out.integer32(BaseAvps.TERMINATION_CAUSE, cause.code());
    }
    RequestedAction action = request.action();
    if (action != null) {
      out.integer32(CreditControlAvps.REQUESTED_ACTION, action.code());
    }
    if (request.type() == CreditRequestType.INITIAL) {
      out.integer32(CreditControlAvps.MULTIPLE_SERVICES_INDICATOR, MULTIPLE_SERVICES_SUPPORTED);
    }
    usage.write(out, request);
    information.write(out, request.service(), occasion(request), false);
    return out.finish();
  }

  private static Occasion occasion(CreditRequest request) {
    return switch (request.type()) {
      case INITIAL -> Occasion.START;
      case UPDATE -> changesMedia(request) ? Occasion.UPDATE_OF_MEDIA : Occasion.UPDATE;
      case TERMINATION -> Occasion.STOP;
      case EVENT -> Occasion.EVENT;
    };
  }

  private static boolean changesMedia(CreditRequest request) {
    return request.services().stream()
        .anyMatch(service -> service.triggers().contains(TriggerType.CHANGE_IN_MEDIA_COMPOSITION));
  }
}
