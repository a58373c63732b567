package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.RecordReason;

/** PendingS and PendingI take the same events: a record is on its way and more may come. */
abstract sealed class PendingRecord extends AccountingState permits PendingStart, PendingInterim {

  PendingRecord(AccountingSession session) {
    super(session);
  }

  /** A rating fact goes into the journal at once; there it waits its turn. */
  @Override
  final AccountingState change(RecordReason reason, ChargingEvent event, Waiting waiting) {
    session.change(reason, event, waiting);
    return this;
  }

  /** Progress reports never queue up: the next one says more (RFC 6733 9.5). */
  @Override
  final AccountingState progress(RecordReason reason) {
    session.postpone(reason);
    return this;
  }

  /** Table: store the STOP record. */
  @Override
  final AccountingState end(ChargingEvent event, Waiting waiting) {
    session.submitStop(event, waiting);
    return new PendingStop(session);
  }
}
