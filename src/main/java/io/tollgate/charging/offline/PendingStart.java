package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;

/** PendingS: the START is on its way. */
final class PendingStart extends AccountingState {

  PendingStart(AccountingSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "PendingS";
  }

  /** A rating fact goes into the journal at once; there it waits its turn behind the START. */
  @Override
  AccountingState change(RecordReason reason, ChargingEvent event, Waiting waiting) {
    session.change(reason, event, waiting);
    return this;
  }

  @Override
  AccountingState progress(RecordReason reason) {
    session.postpone(reason);
    return this;
  }

  /** Table: store the STOP record. */
  @Override
  AccountingState end(ChargingEvent event, Waiting waiting) {
    session.submitStop(event, waiting);
    return new PendingStop(session);
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
