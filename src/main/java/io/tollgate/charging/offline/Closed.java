package io.tollgate.charging.offline;

/** The session has had its last record. */
final class Closed extends AccountingState {

  Closed(AccountingSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "Idle";
  }

  @Override
  boolean owesStop() {
    return false;
  }
}
