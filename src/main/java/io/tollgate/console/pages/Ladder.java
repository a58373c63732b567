package io.tollgate.console.pages;

import io.tollgate.console.view.SessionReport.Arrow;
import io.tollgate.console.web.Formats;
import io.tollgate.console.web.Markup;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Who told whom what, drawn as a ladder; and the same as lines of text. */
final class Ladder {
  private static final List<String> USUAL = List.of("sip", "tollgate", "journal", "cdf", "ocs");

  private Ladder() {}

  static Markup of(List<Arrow> arrows, long leftOut) {
    return of(arrows, leftOut, arrow -> Markup.NONE);
  }

  /**
   * @param more what else there is to see of an arrow
   */
  static Markup of(List<Arrow> arrows, long leftOut, Function<Arrow, Markup> more) {
    if (arrows.isEmpty()) {
      return Markup.of("<p class=\"none\">Nothing was noted of it.</p>");
    }
    List<String> lanes = lanes(arrows);
    List<Markup> rows = new ArrayList<>();
    for (Arrow arrow : arrows) {
      rows.add(row(lanes, arrow, more.apply(arrow)));
    }
    return Markup.of(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Ladder\"><table class=\"ladder lanes-{}\"><caption>Ladder</caption><thead><tr><th scope=\"col\">At</th>{}</tr></thead>"
            + "<tbody>{}</tbody></table></div>{}",
        lanes.size(),
        lanes.stream()
            .map(lane -> Markup.of("<th scope=\"col\" colspan=\"2\">{}</th>", name(lane)))
            .toList(),
        rows,
        leftOut == 0 ? Markup.NONE : Markup.of("<p>{} more steps were not kept.</p>", leftOut));
  }

  private static List<String> lanes(List<Arrow> arrows) {
    Set<String> there = new LinkedHashSet<>();
    arrows.forEach(
        arrow -> {
          there.add(arrow.from());
          there.add(arrow.to());
        });
    List<String> lanes = new ArrayList<>(USUAL);
    lanes.retainAll(there);
    there.removeAll(USUAL);
    lanes.addAll(there);
    return lanes;
  }

  private static String name(String lane) {
    return switch (lane) {
      case "sip" -> "SIP";
      case "tollgate" -> "Tollgate";
      case "journal" -> "Journal";
      case "cdf" -> "CDF (Rf)";
      case "ocs" -> "OCS (Ro)";
      default -> lane;
    };
  }

  /** Each lane is two cells wide, its line between them; an arrow goes from line to line. */
  private static Markup row(List<String> lanes, Arrow arrow, Markup more) {
    int from = lanes.indexOf(arrow.from());
    int to = lanes.indexOf(arrow.to());
    int left = 1 + 2 * Math.min(from, to);
    int span = Math.max(1, 2 * Math.abs(from - to));
    int right = 2 * lanes.size() - left - span;
    return Markup.of(
        "<tr><td class=\"at\">{}</td>{}<td colspan=\"{}\" class=\"arrow {}\">"
            + "<details><summary>{}</summary><p>{}</p>{}</details></td>{}</tr>",
        Formats.moment(arrow.at()),
        gap(left),
        span,
        from == to ? "here" : from < to ? "to-right" : "to-left",
        Markup.of(
            "<span class=\"from\">{} to {}: </span>{}",
            name(arrow.from()),
            name(arrow.to()),
            arrow.what()),
        arrow.meaning(),
        more,
        gap(right));
  }

  private static Markup gap(int cells) {
    return cells <= 0 ? Markup.NONE : Markup.of("<td colspan=\"{}\" class=\"gap\"></td>", cells);
  }

  static String text(List<Arrow> arrows, long leftOut) {
    StringBuilder text = new StringBuilder();
    for (Arrow arrow : arrows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s  %-8s -> %-8s  %-22s %s%n",
              arrow.at().truncatedTo(ChronoUnit.MILLIS),
              arrow.from(),
              arrow.to(),
              arrow.what(),
              arrow.meaning()));
    }
    if (leftOut > 0) {
      text.append("... ").append(leftOut).append(" more were not kept\n");
    }
    return text.toString();
  }
}
