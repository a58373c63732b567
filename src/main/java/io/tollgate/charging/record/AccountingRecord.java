package io.tollgate.charging.record;

import java.time.Instant;

/**
 * One CH-1 record, ready for an ACR.
 *
 * @param sessionId Session-Id of the accounting session, unique over restarts
 * @param number Accounting-Record-Number: 0 for EVENT and START, rising afterwards
 * @param eventTime when the event happened, not when it is sent
 */
public record AccountingRecord(
    String sessionId,
    RecordType type,
    long number,
    Instant eventTime,
    RecordReason reason,
    ServiceInformation service,
    PeerHints peers) {

  /** Whether a STOP is owed after it. */
  public boolean leavesOpen() {
    return type == RecordType.START || type == RecordType.INTERIM;
  }

  /** The STOP that is owed after it should the node die. */
  public AccountingRecord closing() {
    return new AccountingRecord(
        sessionId,
        RecordType.STOP,
        number + 1,
        eventTime,
        RecordReason.RECOVERY,
        service.cutOff(eventTime),
        peers);
  }
}
