package io.tollgate.bench.soak;

import io.tollgate.bench.soak.Sample.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Whether a quantity grows: the median of the slopes between all pairs of samples (Theil-Sen), so
 * that a single peak tells nothing. A sample stands for the least of those that follow it for a
 * while: faults make sessions wait, and only what stays when they are over is growth.
 *
 * @param growth from the first sample to the last, along the slope
 */
record Slope(Quantity quantity, double usual, double growth) {

  /** A round of {@link Faults}. */
  private static final int FAULTS = 8;

  static Slope of(Quantity quantity, List<Sample> samples) {
    int floor = Math.max(1, Math.min(FAULTS, samples.size() / 3));
    List<Double> least = new ArrayList<>();
    for (int i = 0; i + floor <= samples.size(); i++) {
      least.add(
          samples.subList(i, i + floor).stream()
              .mapToDouble(sample -> sample.of(quantity))
              .min()
              .orElseThrow());
    }
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < least.size(); i++) {
      for (int j = i + 1; j < least.size(); j++) {
        slopes.add(
            (least.get(j) - least.get(i)) / (samples.get(j).seconds() - samples.get(i).seconds()));
      }
    }
    double duration = samples.get(samples.size() - 1).seconds() - samples.get(0).seconds();
    return new Slope(
        quantity,
        median(samples.stream().map(sample -> sample.of(quantity)).toList()),
        median(slopes) * duration);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  boolean isFlat() {
    return growth <= quantity.allowed(usual);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: median %.1f, grew %.1f (allowed: %.1f): %s",
        quantity.title(),
        usual,
        growth,
        quantity.allowed(usual),
        isFlat() ? "flat" : "GROWS");
  }
}
