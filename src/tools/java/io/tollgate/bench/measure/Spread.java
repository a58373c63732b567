package io.tollgate.bench.measure;

import java.util.Collection;
import java.util.Locale;

/** The median of the rounds, with the least and the most. */
public record Spread(double median, double least, double most) {

  public static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);

  public static Spread of(Collection<Double> rounds) {
    double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? NONE
        : new Spread(middle(sorted), sorted[0], sorted[sorted.length - 1]);
  }

  private static double middle(double[] sorted) {
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** The median for a table, by a format for one number; what was not measured is a dash. */
  public String cell(String format) {
    return Double.isNaN(median) ? "-" : String.format(Locale.ROOT, format, median);
  }

  /** {@code 0.93 (0.90 0.95)}: the form of a RATIO line. */
  public String text() {
    return String.format(Locale.ROOT, "%.2f (%.2f %.2f)", median, least, most);
  }
}
