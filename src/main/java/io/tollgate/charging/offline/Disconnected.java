package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;

/**
 * The user was disconnected because a record could not be kept; the table is Idle here. The STOP is
 * recorded all the same when the legs are down: the START may lie in the journal or in the dead
 * letters and come through later.
 */
final class Disconnected extends AccountingState {

  Disconnected(AccountingSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "Idle";
  }

  @Override
  AccountingState end(ChargingEvent event, Waiting waiting) {
    session.submitStop(event, waiting);
    return new PendingStop(session);
  }
}
