package io.tollgate.charging.offline;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.RecordType;

/** PendingL: the STOP is on its way; whatever becomes of it, the session is over. */
final class PendingStop extends AccountingState {

  PendingStop(AccountingSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "PendingL";
  }

  @Override
  AccountingState outcome(RecordType type, AccountingOutcome outcome) {
    return session.isAnythingOutstanding() ? this : new Closed(session);
  }

  @Override
  boolean owesStop() {
    return false;
  }
}
