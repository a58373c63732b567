package io.tollgate.console.pages;

import io.tollgate.console.view.Trends;
import io.tollgate.console.view.Trends.Chart;
import io.tollgate.console.view.Trends.Charts;
import io.tollgate.console.view.Trends.Series;
import io.tollgate.console.web.Formats;
import io.tollgate.console.web.Markup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last hour as lines, drawn on the server: they need no script and follow the colours. */
final class ChartsPage {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 100;

  /** So many of a chart's lines can be told from one another. */
  private static final int COLOURS = 6;

  /** More points than these are not seen, and would make a large page. */
  private static final int MOST_POINTS = 180;

  private ChartsPage() {}

  static Markup part(Charts charts) {
    return Markup.of(
        "<div id=\"charts\" hx-get=\"\" hx-trigger=\"every 10s\" hx-swap=\"outerHTML\">"
            + "<p role=\"status\">{}</p><div class=\"charts\">{}</div></div>",
        charts.until() == null
            ? "The first sample is still to come."
            : "The last "
                + Formats.lasting(charts.every().multipliedBy(Math.max(0, charts.samples() - 1L)))
                + ", until "
                + Formats.at(charts.until())
                + ", a sample every "
                + Formats.lasting(charts.every()),
        charts.charts().stream().map(each -> chart(each, charts.every())).toList());
  }

  private static Markup chart(Chart chart, Duration every) {
    double top = top(chart);
    List<Markup> lines = new ArrayList<>();
    List<Markup> names = new ArrayList<>();
    int number = 0;
    for (Series series : chart.series()) {
      int colour = number++ % COLOURS;
      lines.add(line(series, top, colour));
      names.add(
          Markup.of(
              "<li class=\"line-{}\"><span>{}</span> {}</li>",
              colour,
              series.name(),
              latest(series, chart.unit())));
    }
    return Markup.of(
        "<figure class=\"chart\"><figcaption>{}{}</figcaption>"
            + "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\" preserveAspectRatio=\"none\">"
            + "<path class=\"grid\" d=\"M0 {}H{}M0 {}H{}M0 0H{}\"/>{}</svg>"
            + "<p class=\"axis\"><span>{}</span><span>{} up to {}</span><span>now</span></p>"
            + "<ul class=\"legend\">{}</ul></figure>",
        chart.name(),
        chart.unit().isEmpty() ? "" : ", " + chart.unit(),
        WIDTH,
        HEIGHT,
        chart.name(),
        HEIGHT,
        WIDTH,
        HEIGHT / 2,
        WIDTH,
        WIDTH,
        lines,
        Formats.lasting(every.multipliedBy(Math.max(0, samples(chart) - 1L))) + " ago",
        "0",
        said(top, chart.unit()),
        names);
  }

  private static int samples(Chart chart) {
    return chart.series().stream().mapToInt(series -> series.values().size()).max().orElse(0);
  }

  /** The next round number above all values. */
  private static double top(Chart chart) {
    double highest =
        chart.series().stream()
            .flatMap(series -> series.values().stream())
            .filter(Double::isFinite)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    double decade = Math.pow(10, Math.floor(Math.log10(Math.max(highest, 1))));
    for (double step : new double[] {1, 2, 5, 10}) {
      if (highest <= step * decade) {
        return step * decade;
      }
    }
    return highest;
  }

  /** Where a value is missing, so is the line. */
  private static Markup line(Series series, double top, int colour) {
    int count = series.values().size();
    int every = Math.max(1, (count + MOST_POINTS - 1) / MOST_POINTS);
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = (count - 1) % every; i < count; i += every) {
      double value = series.values().get(i);
      if (Double.isFinite(value)) {
        double x = count < 2 ? 0 : (double) WIDTH * i / (count - 1);
        path.append(drawing ? 'L' : 'M')
            .append(String.format(Locale.ROOT, "%.0f %.1f", x, HEIGHT - HEIGHT * value / top));
        drawing = true;
      } else {
        drawing = false;
      }
    }
    return Markup.of("<path class=\"line line-{}\" d=\"{}\"/>", colour, path);
  }

  private static String latest(Series series, String unit) {
    for (int i = series.values().size() - 1; i >= 0; i--) {
      double value = series.values().get(i);
      if (Double.isFinite(value)) {
        return said(value, unit);
      }
    }
    return "none yet";
  }

  private static String said(double value, String unit) {
    String number =
        String.format(
            Locale.ROOT, value == Math.rint(value) || value >= 100 ? "%,.0f" : "%.1f", value);
    return switch (unit) {
      case "ms" -> number + " ms";
      case "a second" -> number + "/s";
      default -> number;
    };
  }

  /** What is drawn, for the page that is loaded. */
  static Markup page(Trends trends) {
    return part(trends.charts());
  }
}
