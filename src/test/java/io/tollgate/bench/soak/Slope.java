package io.tollgate.bench.soak;

import io.tollgate.bench.soak.Sample.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Whether a quantity grows: the median of the slopes between all pairs of samples (Theil-Sen), so
 * that a single peak tells nothing.
 *
 * @param growth from the first sample to the last, along the slope
 */
record Slope(Quantity quantity, double usual, double growth) {

  static Slope of(Quantity quantity, List<Sample> samples) {
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      for (int j = i + 1; j < samples.size(); j++) {
        Sample before = samples.get(i);
        Sample after = samples.get(j);
        slopes.add(
            (after.of(quantity) - before.of(quantity)) / (after.seconds() - before.seconds()));
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
