package io.tollgate.charging.record;

import java.time.Instant;
import java.util.function.IntSupplier;

/**
 * One CH-1 record, ready for an ACR.
 *
 * @param sessionId Session-Id of the accounting session, unique over restarts
 * @param number Accounting-Record-Number: 0 for EVENT and START, rising afterwards
 * @param eventTime when the event happened, not when it is sent
 * @param endToEnd End-to-End Identifier of all its transmissions, also after a restart (RFC 6733
 *     3); 0 while it was never to be sent
 */
public record AccountingRecord(
    String sessionId,
    RecordType type,
    long number,
    Instant eventTime,
    RecordReason reason,
    ServiceInformation service,
    PeerHints peers,
    int endToEnd) {

  /** One that nobody was to send so far. */
  public AccountingRecord(
      String sessionId,
      RecordType type,
      long number,
      Instant eventTime,
      RecordReason reason,
      ServiceInformation service,
      PeerHints peers) {
    this(sessionId, type, number, eventTime, reason, service, peers, 0);
  }

  /** Under this identifier from now on, unless it has one. */
  public AccountingRecord identified(IntSupplier identifiers) {
    return endToEnd != 0
        ? this
        : new AccountingRecord(
            sessionId, type, number, eventTime, reason, service, peers, identifiers.getAsInt());
  }

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
