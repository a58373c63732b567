package io.tollgate.charging.online;

import java.util.List;

/**
 * When a change in the number of participants counts as crossing a threshold (Trigger-Type 51;
 * thresholds and granularity are the operator's, TS 32.299).
 *
 * @param steps counts at which a new band begins, rising
 * @param every further bands each so many participants above the last step; 0 for none
 * @param hysteresis by how many a count must fall below a step before that counts as crossed again
 */
public record ParticipantThresholds(List<Integer> steps, int every, int hysteresis) {

  public static final ParticipantThresholds DEFAULT =
      new ParticipantThresholds(List.of(2, 5, 10, 20), 0, 0);

  public ParticipantThresholds {
    steps = List.copyOf(steps);
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i) <= steps.get(i - 1)) {
        throw new IllegalArgumentException(
            "participant thresholds: " + steps + " (expected: rising)");
      }
    }
    if (every < 0 || hysteresis < 0) {
      throw new IllegalArgumentException(
          "participant thresholds: every "
              + every
              + ", hysteresis "
              + hysteresis
              + " (expected: >= 0)");
    }
  }

  boolean isCrossed(int reported, int now) {
    if (now > reported) {
      return band(now) != band(reported);
    }
    return now < reported && band(saturated(now)) != band(reported);
  }

  private int saturated(int count) {
    return (int) Math.min(Integer.MAX_VALUE, (long) count + hysteresis);
  }

  private int band(int count) {
    int band = 0;
    for (int step : steps) {
      if (count >= step) {
        band++;
      }
    }
    int last = steps.isEmpty() ? 0 : steps.get(steps.size() - 1);
    return every == 0 || count < last ? band : band + (count - last) / every;
  }
}
