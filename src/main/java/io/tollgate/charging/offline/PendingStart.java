package io.tollgate.charging.offline;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.RecordType;

/** PendingS: the START is on its way. */
final class PendingStart extends PendingRecord {

  PendingStart(AccountingSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "PendingS";
  }

  @Override
  AccountingState outcome(RecordType type, AccountingOutcome outcome) {
    if (session.disconnects(outcome)) {
      return new Disconnected(session);
    }
    if (type != RecordType.START) {
      return this;
    }
    return session.isAnythingOutstanding()
        ? new PendingInterim(session)
        : new Open(session).entered();
  }
}
