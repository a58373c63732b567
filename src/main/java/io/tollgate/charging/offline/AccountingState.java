package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;

/**
 * One state of the client machine of RFC 6733 8.2. Each method is an event of the table and returns
 * the next state; what a state does not mention, it ignores.
 */
abstract sealed class AccountingState
    permits Idle, Open, PendingStop, Disconnected, Closed, PendingRecord {

  final AccountingSession session;

  AccountingState(AccountingSession session) {
    this.session = session;
  }

  /** Its name in the table. */
  abstract String rfcName();

  /** Client requests access. */
  AccountingState start(ChargingEvent event, Waiting waiting) {
    waiting.pass();
    return this;
  }

  /** A rating fact changed: join, leave, modification. */
  AccountingState change(RecordReason reason, ChargingEvent event, Waiting waiting) {
    waiting.pass();
    return this;
  }

  /** Interim interval elapses, or usage is due. */
  AccountingState progress(RecordReason reason) {
    return this;
  }

  /** A change that was held back has gone out. */
  AccountingState recorded() {
    return this;
  }

  /** User service terminated. */
  AccountingState end(ChargingEvent event, Waiting waiting) {
    waiting.pass();
    return this;
  }

  /** The CDF's answer to a record, or the lack of one. */
  AccountingState outcome(RecordType type, AccountingOutcome outcome) {
    return this;
  }

  /** A STOP is owed should the node die now. */
  boolean owesStop() {
    return true;
  }
}
