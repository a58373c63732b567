package io.tollgate.flows;

import java.util.ArrayList;
import java.util.List;

/**
 * The figure of one flow as expected on the wire: numbered steps in order (messages of one step may
 * come in any order), and counts over the whole capture.
 */
record Figure(List<Step> steps, List<Count> counts) {

  /** All messages of a step come after all messages of the steps before it. */
  record Step(String number, List<Pattern> messages) {}

  /** So many messages of that name, between those two, in the whole run. */
  record Count(Pattern message, int expected) {}

  static Figure parse(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    List<Count> counts = new ArrayList<>();
    for (String raw : lines) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("count ")) {
        int split = line.indexOf(' ', 6);
        counts.add(
            new Count(
                Pattern.parse(line.substring(split + 1)),
                Integer.parseInt(line.substring(6, split))));
      } else if (line.startsWith("| ")) {
        steps.get(steps.size() - 1).messages().add(Pattern.parse(line.substring(2)));
      } else {
        int split = line.indexOf(' ');
        steps.add(
            new Step(
                line.substring(0, split),
                new ArrayList<>(List.of(Pattern.parse(line.substring(split + 1))))));
      }
    }
    return new Figure(List.copyOf(steps), List.copyOf(counts));
  }

  /** What differs, a sentence each; empty when the wire shows the figure. */
  List<String> differences(List<Arrow> wire) {
    List<String> differences = new ArrayList<>();
    int latest = -1;
    Pattern latestMessage = null;
    for (Step step : steps) {
      int end = latest;
      Pattern endMessage = latestMessage;
      for (Pattern message : step.messages()) {
        int at = find(message, wire);
        if (at < 0) {
          differences.add("step " + step.number() + " is missing: " + message.text());
          continue;
        }
        if (at < latest && latestMessage != null) {
          differences.add(
              "step "
                  + step.number()
                  + " came too early: "
                  + message.text()
                  + " stood before: "
                  + latestMessage.text());
        }
        for (Condition condition : message.conditions()) {
          if (!condition.holds(wire.get(at))) {
            differences.add(
                "step "
                    + step.number()
                    + " "
                    + message.name()
                    + ": "
                    + condition.shortfall(wire.get(at)));
          }
        }
        if (at > end) {
          end = at;
          endMessage = message;
        }
      }
      latest = end;
      latestMessage = endMessage;
    }
    for (Count count : counts) {
      long seen = wire.stream().filter(count.message()::names).count();
      if (seen != count.expected()) {
        differences.add(
            "count: "
                + seen
                + " times "
                + count.message().text()
                + " (expected: "
                + count.expected()
                + ")");
      }
    }
    return differences;
  }

  static int find(Pattern message, List<Arrow> wire) {
    int left = message.occurrence();
    for (int i = 0; i < wire.size(); i++) {
      if (message.names(wire.get(i)) && --left == 0) {
        return i;
      }
    }
    return -1;
  }
}
