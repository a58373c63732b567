package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;

/** PendingI: an INTERIM is on its way. */
final class PendingInterim extends AccountingState {

  PendingInterim(AccountingSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "PendingI";
  }

  @Override
  AccountingState change(RecordReason reason, ChargingEvent event, Waiting waiting) {
    session.change(reason, event, waiting);
    return this;
  }

  /** Progress reports never queue up: the next one says more (RFC 6733 9.5). */
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
    return session.isAnythingOutstanding() ? this : new Open(session).entered();
  }
}
