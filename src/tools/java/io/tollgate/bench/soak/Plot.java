package io.tollgate.bench.soak;

import io.tollgate.bench.soak.Sample.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Samples over time: a line of text for each quantity, and a small drawing. */
final class Plot {
  private static final String STEPS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 640;
  private static final int HEIGHT = 70;
  private static final int PANEL = 100;

  private final List<Sample> samples;

  Plot(List<Sample> samples) {
    this.samples = List.copyOf(samples);
  }

  /** From nothing to the most that was seen. */
  List<String> text() {
    return Arrays.stream(Quantity.values()).map(this::line).toList();
  }

  private String line(Quantity quantity) {
    double most = most(quantity);
    String bars =
        samples.stream()
            .map(sample -> (int) (sample.of(quantity) / most * (STEPS.length() - 1) + 0.5))
            .map(step -> STEPS.substring(step, step + 1))
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "%-28s %s least %.0f, most %.0f",
        quantity.title(),
        bars,
        least(quantity),
        most);
  }

  private double most(Quantity quantity) {
    return Math.max(
        1e-9, samples.stream().mapToDouble(sample -> sample.of(quantity)).max().orElse(1));
  }

  private double least(Quantity quantity) {
    return samples.stream().mapToDouble(sample -> sample.of(quantity)).min().orElse(0);
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    int height = PANEL * Quantity.values().length;
    line(
        svg,
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'"
            + " font-family='sans-serif' font-size='12'>",
        WIDTH + 20,
        height);
    for (Quantity quantity : Quantity.values()) {
      panel(svg, quantity, quantity.ordinal() * PANEL);
    }
    return svg.append("</svg>\n").toString();
  }

  private void panel(StringBuilder svg, Quantity quantity, int top) {
    double most = most(quantity);
    double end = samples.get(samples.size() - 1).seconds();
    String points =
        samples.stream()
            .map(
                sample ->
                    String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        10 + sample.seconds() / Math.max(1, end) * WIDTH,
                        top + 22 + HEIGHT * (1 - sample.of(quantity) / most)))
            .collect(Collectors.joining(" "));
    line(
        svg,
        "<text x='10' y='%d'>%s: %.0f to %.0f, in %.0f s</text>",
        top + 14,
        quantity.title(),
        least(quantity),
        most,
        end);
    line(
        svg,
        "<rect x='10' y='%d' width='%d' height='%d' fill='none' stroke='#ccc'/>",
        top + 22,
        WIDTH,
        HEIGHT);
    line(svg, "<polyline points='%s' fill='none' stroke='#06c' stroke-width='1.5'/>", points);
  }

  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
