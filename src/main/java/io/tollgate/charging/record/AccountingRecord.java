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
    PeerHints peers) {}
