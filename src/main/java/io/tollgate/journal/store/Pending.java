package io.tollgate.journal.store;

import io.tollgate.charging.record.ChargingInterface;
import java.time.Instant;

/**
 * A record that waits for its answer.
 *
 * @param id rising in the order in which records were made, never used twice while it is stored
 * @param number Accounting-Record-Number or CC-Request-Number: with the session, the key by which
 *     duplicates are known
 * @param sent it may have been transmitted: the next transmission carries the T flag
 * @param body the record as JSON
 */
public record Pending(
    long id,
    ChargingInterface channel,
    String session,
    long number,
    Kind kind,
    Instant stored,
    boolean sent,
    String body) {

  public Pending withSent(boolean now) {
    return new Pending(id, channel, session, number, kind, stored, now, body);
  }
}
