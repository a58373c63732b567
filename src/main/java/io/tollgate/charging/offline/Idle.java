package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;

/** Nothing was recorded yet. */
final class Idle extends AccountingState {

  Idle(AccountingSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "Idle";
  }

  @Override
  AccountingState start(ChargingEvent event, Waiting waiting) {
    session.submit(RecordType.START, RecordReason.START, event, waiting);
    return new PendingStart(session);
  }

  /** It ended before a START: one EVENT tells the whole story (TS 32.260 5.2.1). */
  @Override
  AccountingState end(ChargingEvent event, Waiting waiting) {
    session.submitEvent(event, waiting);
    return new Closed(session);
  }

  @Override
  boolean owesStop() {
    return false;
  }
}
