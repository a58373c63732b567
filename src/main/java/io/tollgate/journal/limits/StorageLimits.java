package io.tollgate.journal.limits;

import java.time.Duration;

/**
 * @param maxOctets most that records may take on disk
 * @param maxAge interims and events that are older are given up
 * @param minFreeOctets to be left free on the disk
 * @param checkInterval how often that is looked at
 */
public record StorageLimits(
    long maxOctets, Duration maxAge, long minFreeOctets, Duration checkInterval) {

  public static final StorageLimits DEFAULT =
      new StorageLimits(8L << 30, Duration.ofDays(3), 256L << 20, Duration.ofSeconds(5));
}
