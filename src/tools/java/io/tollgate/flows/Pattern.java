package io.tollgate.flows;

import java.util.ArrayList;
import java.util.List;

/**
 * One expected message: who, to whom, what, and what its fields must say.
 *
 * @param occurrence the n-th message of that kind between the two, from 1
 */
record Pattern(
    String from, String to, String name, int occurrence, List<Condition> conditions, String text) {

  /** Reads {@code alice -> tollgate re-INVITE #2 : Key=value Key2~regex Key3!~regex !Key4}. */
  static Pattern parse(String line) {
    String[] halves = line.strip().split("\\s+:\\s+", 2);
    String[] words = halves[0].strip().split("\\s+");
    if (words.length < 4 || !words[1].equals("->")) {
      throw new IllegalArgumentException(
          "expectation: '" + line + "' (expected: FROM -> TO MESSAGE [#n] [: conditions])");
    }
    int occurrence = 1;
    int end = words.length;
    if (words[end - 1].startsWith("#")) {
      occurrence = Integer.parseInt(words[--end].substring(1));
    }
    String name = String.join(" ", List.of(words).subList(3, end));
    List<Condition> conditions = new ArrayList<>();
    if (halves.length == 2) {
      for (String word : halves[1].strip().split("\\s+")) {
        conditions.add(Condition.parse(word));
      }
    }
    return new Pattern(words[0], words[2], name, occurrence, List.copyOf(conditions), line.strip());
  }

  boolean names(Arrow event) {
    return matches(from, event.from()) && matches(to, event.to()) && matches(name, event.name());
  }

  /** A request to a charging function. */
  boolean isCharge() {
    return name.startsWith("ACR") || name.startsWith("CCR");
  }

  private static boolean matches(String expected, String actual) {
    return expected.equals("*")
        || expected.equals(actual)
        || (expected.endsWith("*")
            && actual.startsWith(expected.substring(0, expected.length() - 1)));
  }
}
