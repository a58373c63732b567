package io.tollgate.flows;

import io.tollgate.diameter.profile.Profiles;
import io.tollgate.flows.FlowScript.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code deploy/flows} was asked for.
 *
 * @param system the profile by which the charging functions are spoken to; empty for the standard
 *     form
 */
record FlowsOptions(
    List<String> ids,
    String profile,
    String charging,
    String system,
    boolean list,
    boolean mutate) {

  /**
   * Every flow of the standard and the ones it leaves out, in the order of the list; what follows a
   * dash is a further way to play the flow before it.
   */
  static final List<String> ALL =
      List.of(
          "F1",
          "F1-dial-in",
          "F2",
          "F2-refused",
          "F3",
          "F4",
          "F5",
          "F5-dial-in",
          "F6",
          "F6-refused",
          "F7",
          "F7-dial-in",
          "F8",
          "F8-refused",
          "F9",
          "F9-dial-in",
          "F10",
          "F10-refused",
          "N1",
          "N1-denied",
          "N1-exempt",
          "N2",
          "N3",
          "N4",
          "N4-many",
          "N5",
          "N6",
          "N6-exhausted",
          "N7",
          "N7-expiry",
          "N7-recipient",
          "N8",
          "N9",
          "N10",
          "N11",
          "N11-crossing",
          "N11-fork",
          "N12",
          "N12-media");

  private static final List<String> CHARGING =
      List.of("offline", "online", "both", Deployment.MIXED, Deployment.STRICT);

  static FlowsOptions parse(List<String> words) {
    List<String> ids = new ArrayList<>();
    String profile = "";
    String charging = "";
    String system = "";
    boolean list = false;
    boolean mutate = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "--list" -> list = true;
        case "--mutate" -> mutate = true;
        case "--profile" ->
            profile = value(words, ++i, word, List.of("IM", "CPM")).toUpperCase(Locale.ROOT);
        case "--charging" -> charging = value(words, ++i, word, CHARGING).toLowerCase(Locale.ROOT);
        case "--system" -> system = value(words, ++i, word, Profiles.SHIPPED);
        default -> ids.addAll(known(word));
      }
    }
    return new FlowsOptions(
        ids.isEmpty() ? ALL : List.copyOf(ids), profile, charging, system, list, mutate);
  }

  /** Settings of the server that are otherwise in all flows. */
  Map<String, String> settings() {
    return system.isEmpty() ? Map.of() : Map.of("diameter.profiles", system);
  }

  boolean wants(Variant variant) {
    return (profile.isEmpty() || profile.equals(variant.profile()))
        && (charging.isEmpty() || charging.equals(variant.charging()));
  }

  /** The flow in all its ways, or the one that is named. */
  private static List<String> known(String id) {
    List<String> found =
        ALL.stream()
            .filter(
                flow ->
                    flow.equalsIgnoreCase(id) || flow.replaceFirst("-.*", "").equalsIgnoreCase(id))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("flow: '" + id + "' (expected: one of " + ALL + ")");
    }
    return found;
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
