package io.tollgate.charging.offline;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.RecordType;

/** PendingI: an INTERIM is on its way. */
final class PendingInterim extends PendingRecord {

  PendingInterim(AccountingSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "PendingI";
  }

  @Override
  AccountingState outcome(RecordType type, AccountingOutcome outcome) {
    if (session.disconnects(outcome)) {
      return new Disconnected(session);
    }
    return session.isAnythingOutstanding() ? this : new Open(session).entered();
  }
}
