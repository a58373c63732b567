package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;

/** The session is recorded and nothing is on its way. */
final class Open extends AccountingState {

  Open(AccountingSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "Open";
  }

  /** Makes up for what fell due while a record was on its way. */
  AccountingState entered() {
    RecordReason postponed = session.postponed();
    return postponed == null ? this : progress(postponed);
  }

  @Override
  AccountingState change(RecordReason reason, ChargingEvent event, Waiting waiting) {
    return session.change(reason, event, waiting) ? new PendingInterim(session) : this;
  }

  @Override
  AccountingState progress(RecordReason reason) {
    session.submitProgress(RecordType.INTERIM, reason);
    return new PendingInterim(session);
  }

  @Override
  AccountingState recorded() {
    return new PendingInterim(session);
  }

  @Override
  AccountingState end(ChargingEvent event, Waiting waiting) {
    session.submitStop(event, waiting);
    return new PendingStop(session);
  }
}
