package io.tollgate.flows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws what was on the wire: one column a party, one arrow a message. */
final class Ladder {
  private static final int COLUMN = 24;
  private static final int SVG_COLUMN = 190;
  private static final int SVG_ROW = 26;

  private final List<String> parties;
  private final List<Arrow> events;

  Ladder(List<String> parties, List<Arrow> events) {
    List<String> seen = new ArrayList<>(parties);
    events.forEach(
        e -> {
          if (!seen.contains(e.from())) {
            seen.add(e.from());
          }
          if (!seen.contains(e.to())) {
            seen.add(e.to());
          }
        });
    seen.removeIf(p -> events.stream().noneMatch(e -> e.from().equals(p) || e.to().equals(p)));
    this.parties = List.copyOf(seen);
    this.events = List.copyOf(events);
  }

  String text() {
    StringBuilder out = new StringBuilder();
    out.append("  ms      ");
    parties.forEach(p -> out.append(centred(p)));
    out.append('\n');
    for (Arrow event : events) {
      out.append(String.format(Locale.ROOT, "%7.1f   ", millis(event)));
      int from = parties.indexOf(event.from());
      int to = parties.indexOf(event.to());
      int left = Math.min(from, to);
      int right = Math.max(from, to);
      for (int column = 0; column < parties.size(); column++) {
        if (column == left && left != right) {
          out.append(arrow(event.name(), right - left, to > from));
          column = right - 1;
        } else if (column != right || left == right) {
          out.append(centred("|"));
        } else {
          out.append("|").append(" ".repeat(COLUMN / 2 - 1));
        }
      }
      out.append('\n');
    }
    return out.toString().lines().map(String::stripTrailing).reduce("", (a, b) -> a + b + "\n");
  }

  private static String arrow(String name, int columns, boolean rightwards) {
    int width = columns * COLUMN - 1;
    String label = " " + name + " ";
    int dashes = Math.max(2, width - 1 - label.length());
    String line = "-".repeat(dashes / 2) + label + "-".repeat(dashes - dashes / 2);
    String shaft = rightwards ? line + ">" : "<" + line;
    return " ".repeat(COLUMN / 2) + "|" + shaft.substring(0, Math.min(shaft.length(), width));
  }

  private static String centred(String word) {
    String cut = word.length() > COLUMN - 2 ? word.substring(0, COLUMN - 2) : word;
    int left = (COLUMN - cut.length() + 1) / 2;
    return " ".repeat(left) + cut + " ".repeat(COLUMN - cut.length() - left);
  }

  private double millis(Arrow event) {
    return Duration.between(events.get(0).time(), event.time()).toNanos() / 1e6;
  }

  String svg(String title) {
    int width = parties.size() * SVG_COLUMN + 80;
    int height = events.size() * SVG_ROW + 90;
    StringBuilder out = new StringBuilder();
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                .formatted(width, height)
            + " font-family=\"sans-serif\" font-size=\"12\">\n"
            + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    out.append(
        "<text x=\"10\" y=\"18\" font-size=\"14\" font-weight=\"bold\">%s</text>\n"
            .formatted(escaped(title)));
    for (int i = 0; i < parties.size(); i++) {
      out.append(
          "<text x=\"%d\" y=\"44\" text-anchor=\"middle\" font-weight=\"bold\">%s</text>\n"
              .formatted(x(i), escaped(parties.get(i))));
      out.append(
          "<line x1=\"%d\" y1=\"50\" x2=\"%d\" y2=\"%d\" stroke=\"#999\"/>\n"
              .formatted(x(i), x(i), height - 10));
    }
    int y = 74;
    for (Arrow event : events) {
      int from = x(parties.indexOf(event.from()));
      int to = x(parties.indexOf(event.to()));
      int tip = to > from ? to - 6 : to + 6;
      String colour = colour(event.name());
      out.append(
          "<text x=\"4\" y=\"%d\" fill=\"#666\" font-size=\"10\">%.1f ms</text>\n"
              .formatted(y, millis(event)));
      out.append(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n"
              .formatted(from, y, to, y, colour));
      out.append(
          "<polygon points=\"%d,%d %d,%d %d,%d\" fill=\"%s\"/>\n"
              .formatted(to, y, tip, y - 4, tip, y + 4, colour));
      out.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>\n"
              .formatted((from + to) / 2, y - 5, colour, escaped(event.name())));
      y += SVG_ROW;
    }
    return out.append("</svg>\n").toString();
  }

  private static int x(int column) {
    return 70 + SVG_COLUMN / 2 + column * SVG_COLUMN - 20;
  }

  private static String colour(String name) {
    if (name.startsWith("AC")) {
      return "#b35c00";
    }
    if (name.startsWith("CC") || name.startsWith("RA") || name.startsWith("AS")) {
      return "#a00060";
    }
    return name.contains("SEND") || name.startsWith("REPORT") ? "#00703c" : "#1d4f91";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
