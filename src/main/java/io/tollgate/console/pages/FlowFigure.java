package io.tollgate.console.pages;

import io.tollgate.console.view.FlowLine;
import io.tollgate.console.web.Markup;
import java.util.ArrayList;
import java.util.List;

/** A flow as the standards draw it: lines of life, and an arrow for each step. */
final class FlowFigure {
  private static final List<String> LANES = List.of("Asks", "Tollgate", "Asked", "CDF", "OCS");
  private static final int WIDE = 56;
  private static final int HIGH = 16;

  private FlowFigure() {}

  static Markup of(FlowLine flow) {
    List<Markup> parts = new ArrayList<>();
    int bottom = HIGH * (flow.steps().size() + 2);
    for (int i = 0; i < LANES.size(); i++) {
      parts.add(
          Markup.of(
              "<text x=\"{}\" y=\"10\">{}</text><path class=\"grid\" d=\"M{} 14V{}\"/>",
              at(i),
              LANES.get(i),
              at(i),
              bottom));
    }
    int y = HIGH + 6;
    y = arrow(parts, 0, 1, y);
    for (String step : flow.steps()) {
      y =
          switch (step) {
            case "charge offline (Rf)" -> arrow(parts, 1, 3, y);
            case "charge online (Ro)" -> arrow(parts, 1, 4, y);
            case "answer the originator" -> arrow(parts, 1, 0, y);
            case "wait for the ACK" -> arrow(parts, 0, 1, y);
            case "forward" -> arrow(parts, 1, 2, y);
            default -> arrow(parts, 2, 1, y);
          };
    }
    return Markup.of(
        "<svg class=\"flow\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">{}</svg>",
        WIDE * LANES.size(),
        bottom,
        flow.figure() + ": " + String.join(", ", flow.steps()),
        parts);
  }

  private static int at(int lane) {
    return WIDE / 2 + WIDE * lane;
  }

  private static int arrow(List<Markup> parts, int from, int to, int y) {
    int head = from < to ? -4 : 4;
    parts.add(
        Markup.of(
            "<path class=\"step\" d=\"M{} {}H{}m{} -3l{} 3l{} 3\"/>",
            at(from),
            y,
            at(to),
            head,
            -head,
            head));
    return y + HIGH;
  }
}
