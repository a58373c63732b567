package io.tollgate.diameter.rf;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.RecordType;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.command.Applications;
import io.tollgate.diameter.information.Occasion;
import io.tollgate.diameter.information.ServiceInformationWriter;
import io.tollgate.diameter.information.UserName;

/** Accounting record to ACR (RFC 6733 9.7, TS 32.299 6.2). */
public final class AccountingMapping {
  private static final int TYPICAL_SIZE = 2048;

  private final ServiceInformationWriter information;

  public AccountingMapping(ServiceInformationWriter information) {
    this.information = information;
  }

  /** The AVPs of the ACR, from the first after the routing ones on. */
  public Avps toAcr(AccountingRecord record) {
    AvpWriter out = new AvpWriter(TYPICAL_SIZE);
    out.integer32(BaseAvps.ACCOUNTING_RECORD_TYPE, record.type().code())
        .unsigned32(BaseAvps.ACCOUNTING_RECORD_NUMBER, record.number())
        .unsigned32(BaseAvps.ACCT_APPLICATION_ID, Applications.ACCOUNTING);
    String userName = UserName.of(record.service().parties().subscriptions());
    if (userName != null) {
      out.text(BaseAvps.USER_NAME, userName);
    }
    out.unsigned32(BaseAvps.ORIGIN_STATE_ID, information.policy().originStateId())
        .time(BaseAvps.EVENT_TIMESTAMP, record.eventTime())
        .text(
            CreditControlAvps.SERVICE_CONTEXT_ID,
            information.serviceContextId(record.service().profile()));
    information.write(out, record.service(), occasion(record.type()), true);
    return out.finish();
  }

  private static Occasion occasion(RecordType type) {
    return switch (type) {
      case START -> Occasion.START;
      case INTERIM -> Occasion.INTERIM;
      case STOP -> Occasion.STOP;
      case EVENT -> Occasion.EVENT;
    };
  }
}
