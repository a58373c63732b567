package io.tollgate.flows;

import io.tollgate.flows.FlowScript.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code deploy/flows} was asked for. */
record FlowsOptions(List<String> ids, String profile, String charging, boolean list) {

  /** Every flow of the standard and the ones it leaves out, in the order of the list. */
  static final List<String> ALL =
      List.of(
          "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "N1", "N2", "N3", "N4", "N5",
          "N6", "N7", "N8", "N9", "N10", "N11", "N12");

  static FlowsOptions parse(List<String> words) {
    List<String> ids = new ArrayList<>();
    String profile = "";
    String charging = "";
    boolean list = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "--list" -> list = true;
        case "--profile" ->
            profile = value(words, ++i, word, List.of("IM", "CPM")).toUpperCase(Locale.ROOT);
        case "--charging" ->
            charging =
                value(words, ++i, word, List.of("offline", "online", "both"))
                    .toLowerCase(Locale.ROOT);
        default -> ids.add(known(word));
      }
    }
    return new FlowsOptions(ids.isEmpty() ? ALL : List.copyOf(ids), profile, charging, list);
  }

  boolean wants(Variant variant) {
    return (profile.isEmpty() || profile.equals(variant.profile()))
        && (charging.isEmpty() || charging.equals(variant.charging()));
  }

  private static String known(String id) {
    String upper = id.toUpperCase(Locale.ROOT);
    if (!ALL.contains(upper)) {
      throw new IllegalArgumentException("flow: '" + id + "' (expected: one of " + ALL + ")");
    }
    return upper;
  }

  private static String value(List<String> words, int at, String option, List<String> allowed) {
    if (at >= words.size() || allowed.stream().noneMatch(words.get(at)::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          option
              + ": '"
              + (at < words.size() ? words.get(at) : "")
              + "' (expected: one of "
              + allowed
              + ")");
    }
    return words.get(at);
  }
}
