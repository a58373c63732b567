package io.tollgate.journal.store;

import io.tollgate.charging.record.ChargingInterface;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The STOP or TERMINATION that an open session is owed should the node die now.
 *
 * @param boot the process that runs the session; rows of another one are orphans
 * @param number of the closing request
 * @param body as JSON, on CH-1 the record that it follows from, on CH-2 the closing request
 * @param unanswered the request before the closing as JSON, if it was on its way
 */
public record ClosingRecord(
    String session,
    ChargingInterface channel,
    long number,
    long boot,
    Instant updated,
    String body,
    @Nullable String unanswered) {

  public ClosingRecord(
      String session,
      ChargingInterface channel,
      long number,
      long boot,
      Instant updated,
      String body) {
    this(session, channel, number, boot, updated, body, null);
  }
}
