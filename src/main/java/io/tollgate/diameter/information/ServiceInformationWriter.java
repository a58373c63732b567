package io.tollgate.diameter.information;

import static io.tollgate.diameter.avp.ChargingAvps.APPLICATION_SERVER_ID;
import static io.tollgate.diameter.avp.ChargingAvps.APPLICATION_SERVICE_TYPE;
import static io.tollgate.diameter.avp.ChargingAvps.APPLICATION_SESSION_ID;
import static io.tollgate.diameter.avp.ChargingAvps.DELIVERY_STATUS;
import static io.tollgate.diameter.avp.ChargingAvps.IM_INFORMATION;
import static io.tollgate.diameter.avp.ChargingAvps.NUMBER_OF_MESSAGES_SUCCESSFULLY_EXPLODED;
import static io.tollgate.diameter.avp.ChargingAvps.NUMBER_OF_MESSAGES_SUCCESSFULLY_SENT;
import static io.tollgate.diameter.avp.ChargingAvps.SERVICE_GENERIC_INFORMATION;
import static io.tollgate.diameter.avp.ChargingAvps.SERVICE_INFORMATION;
import static io.tollgate.diameter.avp.ChargingAvps.TOTAL_NUMBER_OF_MESSAGES_EXPLODED;
import static io.tollgate.diameter.avp.ChargingAvps.TOTAL_NUMBER_OF_MESSAGES_SENT;
import static io.tollgate.diameter.avp.CreditControlAvps.SUBSCRIPTION_ID;
import static io.tollgate.diameter.avp.CreditControlAvps.SUBSCRIPTION_ID_DATA;
import static io.tollgate.diameter.avp.CreditControlAvps.SUBSCRIPTION_ID_TYPE;

import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpType;
import io.tollgate.diameter.avp.AvpWriter;
import java.util.List;

/** Writes Service-Information 873 and the AVPs beside it that say the same on both interfaces. */
public final class ServiceInformationWriter {
  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;
  private static final Avp SERVICE_TYPE_AS_TEXT = APPLICATION_SERVICE_TYPE.as(AvpType.UTF8_STRING);
  private static final Avp SESSION_ID_AS_TEXT = APPLICATION_SESSION_ID.as(AvpType.UTF8_STRING);

  private final MappingPolicy policy;
  private final ImsInformationWriter ims;
  private final ParticipantsWriter participants;

  public ServiceInformationWriter(MappingPolicy policy) {
    this.policy = policy;
    this.ims = new ImsInformationWriter(policy.nodeFunctionality(), policy.applicationServerId());
    this.participants = new ParticipantsWriter(policy.participants());
  }

  public MappingPolicy policy() {
    return policy;
  }

  public String serviceContextId(ServiceProfile profile) {
    return policy.serviceContextId(profile);
  }

  /**
   * @param withSubscriptions in accounting they stand inside (TS 32.299 6.2), in credit control
   *     beside it
   */
  public void write(
      AvpWriter out, ServiceInformation service, Occasion occasion, boolean withSubscriptions) {
    int mark = out.begin(SERVICE_INFORMATION);
    if (withSubscriptions) {
      subscriptions(out, service.parties().subscriptions());
    }
    ims.write(out, service, occasion);
    participants.write(out, service);
    generic(out, service);
    messages(out, service);
    out.end(mark);
  }

  public void subscriptions(AvpWriter out, List<SubscriptionId> subscriptions) {
    for (SubscriptionId subscription : subscriptions) {
      int mark = out.begin(SUBSCRIPTION_ID);
      out.integer32(SUBSCRIPTION_ID_TYPE, subscription.type().code())
          .text(SUBSCRIPTION_ID_DATA, subscription.data())
          .end(mark);
    }
  }

  private void generic(AvpWriter out, ServiceInformation service) {
    int mark = out.begin(SERVICE_GENERIC_INFORMATION);
    out.text(APPLICATION_SERVER_ID, policy.applicationServerId());
    int type = service.serviceType().code();
    long session = service.correlation().applicationSessionId() & UNSIGNED_32;
    if (policy.textOmaTypes()) {
      out.text(SERVICE_TYPE_AS_TEXT, Integer.toString(type))
          .text(SESSION_ID_AS_TEXT, Long.toString(session));
    } else {
      out.integer32(APPLICATION_SERVICE_TYPE, type).unsigned32(APPLICATION_SESSION_ID, session);
    }
    String status = service.deliveryStatus();
    if (status != null) {
      out.text(DELIVERY_STATUS, status);
    }
    out.end(mark);
  }

  private static void messages(AvpWriter out, ServiceInformation service) {
    MessageCounters counters = service.messages();
    if (counters == null) {
      return;
    }
    int mark = out.begin(IM_INFORMATION);
    out.unsigned32(TOTAL_NUMBER_OF_MESSAGES_SENT, capped(counters.sent()))
        .unsigned32(TOTAL_NUMBER_OF_MESSAGES_EXPLODED, capped(counters.exploded()))
        .unsigned32(NUMBER_OF_MESSAGES_SUCCESSFULLY_SENT, capped(counters.successfullySent()))
        .unsigned32(
            NUMBER_OF_MESSAGES_SUCCESSFULLY_EXPLODED, capped(counters.successfullyExploded()))
        .end(mark);
  }

  /**
   * A counter that outgrew its AVP stays at the top: falling back to zero would read as a reset.
   */
  static long capped(long value) {
    return Math.min(value, UNSIGNED_32);
  }
}
