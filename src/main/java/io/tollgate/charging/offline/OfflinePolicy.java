package io.tollgate.charging.offline;

import java.time.Duration;

/**
 * How accounting sessions behave.
 *
 * @param realtime what the service is worth without its records
 * @param disconnectOnLoss GRANT_AND_STORE to the letter of RFC 6733 8.2: end a session whose record
 *     was refused or could not even be stored. Off by default: charging that fails takes no service
 *     down
 * @param defaultInterval between timed interims until the CDF says otherwise; zero for none
 * @param intervalFloor shortest interval that is obeyed
 * @param intervalCeiling longest one; CDFs supervise silence
 * @param jitter share of the interval by which it is shortened or lengthened at random
 * @param maxMessages messages after which a usage interim is due early (F3)
 * @param maxOctets octets after which it is
 * @param minGap shortest time between usage interims and the record before
 * @param coalesceWindow joins, or leaves, within it after a record become one more record; zero for
 *     a record of each (F1, F7)
 * @param participants how participants of a conference appear
 */
public record OfflinePolicy(
    Realtime realtime,
    boolean disconnectOnLoss,
    Duration defaultInterval,
    Duration intervalFloor,
    Duration intervalCeiling,
    double jitter,
    long maxMessages,
    long maxOctets,
    Duration minGap,
    Duration coalesceWindow,
    ParticipantMode participants) {

  public static final OfflinePolicy DEFAULT =
      new OfflinePolicy(
          Realtime.GRANT_AND_STORE,
          false,
          Duration.ofHours(1),
          Duration.ofSeconds(60),
          Duration.ofHours(1),
          0.1,
          100,
          10_000_000,
          Duration.ofSeconds(30),
          Duration.ZERO,
          ParticipantMode.GROUP_AVP);

  public OfflinePolicy {
    if (intervalCeiling.compareTo(intervalFloor) < 0) {
      throw new IllegalArgumentException(
          "interim ceiling: " + intervalCeiling + " (expected: >= floor " + intervalFloor + ")");
    }
    if (!(jitter >= 0 && jitter < 1)) {
      throw new IllegalArgumentException("interim jitter: " + jitter + " (expected: 0 to < 1)");
    }
    if (maxMessages < 1 || maxOctets < 1) {
      throw new IllegalArgumentException(
          "interim after "
              + maxMessages
              + " messages or "
              + maxOctets
              + " octets (expected: >= 1 each)");
    }
  }

  boolean disconnectsWhenStored() {
    return realtime == Realtime.DELIVER_AND_GRANT;
  }

  boolean disconnectsWhenLost() {
    return switch (realtime) {
      case DELIVER_AND_GRANT -> true;
      case GRANT_AND_STORE -> disconnectOnLoss;
      case GRANT_AND_LOSE -> false;
    };
  }
}
