package io.tollgate.journal.charging;

import io.tollgate.journal.delivery.DeliveryPolicy;
import io.tollgate.journal.limits.StorageLimits;
import java.time.Duration;

/**
 * How the journal behaves.
 *
 * @param commitInterval how long records gather before they go to disk together
 * @param bufferCapacity most records in memory while the disk fails
 * @param diskRetry how often a failed disk is tried
 */
public record JournalPolicy(
    Duration commitInterval,
    int bufferCapacity,
    Duration diskRetry,
    DeliveryPolicy delivery,
    StorageLimits limits) {

  public static final JournalPolicy DEFAULT =
      new JournalPolicy(
          Duration.ofMillis(5),
          20_000,
          Duration.ofSeconds(1),
          DeliveryPolicy.DEFAULT,
          StorageLimits.DEFAULT);
}
