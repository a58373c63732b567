package io.tollgate.journal.charging;

import io.tollgate.journal.delivery.DeliveryStatus;

/**
 * How the journal stands, for health checks and metrics.
 *
 * @param buffered records in memory only, because the disk fails
 * @param fill share of what the journal may hold that is in use
 * @param dropped records given up for want of room since the start
 * @param acknowledged records taken by a charging function since the start
 * @param retransmitted transmissions with the T flag since the start
 * @param refused records that became dead letters since the start
 */
public record JournalStatus(
    int buffered,
    double fill,
    long dropped,
    long acknowledged,
    long retransmitted,
    long refused,
    DeliveryStatus delivery) {}
