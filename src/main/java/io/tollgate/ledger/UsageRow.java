package io.tollgate.ledger;

import io.tollgate.charging.record.ChargingInterface;
import org.jspecify.annotations.Nullable;

/**
 * What a session used of one rating group, and where it is.
 *
 * @param group 0 for accounting records, which have none
 * @param unit a unit of quota, or {@code RECORDS}
 * @param used as the media plane counted
 * @param reported in records and requests, each unit once
 * @param dead in dead letters
 * @param lost by a policy of the operator's
 * @param waiting for an answer
 */
public record UsageRow(
    ChargingInterface where,
    long group,
    @Nullable Long service,
    String unit,
    long used,
    long reported,
    long acknowledged,
    long dead,
    long lost,
    long waiting) {

  /** Neither acknowledged, nor a dead letter, nor lost by a policy. */
  public long difference() {
    return used - acknowledged - dead - lost;
  }
}
