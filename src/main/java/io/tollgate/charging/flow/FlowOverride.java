package io.tollgate.charging.flow;

import io.tollgate.charging.record.ServiceProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An operator's own order for one flow, written as {@code
 * IM.offline.MODIFY=FORWARD,AWAIT_FIRST_ACCEPTANCE,CHARGE_OFFLINE,ANSWER_ORIGINATOR}.
 */
public record FlowOverride(
    ServiceProfile profile, Charging charging, Procedure procedure, List<Step> steps) {

  public FlowOverride {
    steps = List.copyOf(steps);
  }

  /** Several, separated by semicolons or line ends; empty text gives none. */
  public static List<FlowOverride> parseAll(String text) {
    List<FlowOverride> overrides = new ArrayList<>();
    for (String line : text.split("[;\\r\\n]+")) {
      if (!line.isBlank()) {
        overrides.add(parse(line.strip()));
      }
    }
    return overrides;
  }

  public static FlowOverride parse(String text) {
    int equals = text.indexOf('=');
    String[] key = (equals < 0 ? text : text.substring(0, equals)).strip().split("\\.", -1);
    if (equals < 0 || key.length != 3) {
      throw new IllegalArgumentException(
          "flow override: \"" + text + "\" (expected: PROFILE.charging.PROCEDURE=STEP,STEP,...)");
    }
    List<Step> steps = new ArrayList<>();
    for (String step : text.substring(equals + 1).split(",", -1)) {
      if (!step.isBlank()) {
        steps.add(constant(Step.class, step, text));
      }
    }
    Charging charging = constant(Charging.class, key[1], text);
    if (charging == Charging.OFF) {
      throw new IllegalArgumentException(
          "flow override: \"" + text + "\": off (expected: offline, online or both)");
    }
    Procedure procedure = constant(Procedure.class, key[2], text);
    if (procedure.isFixed()) {
      throw new IllegalArgumentException(
          "flow override: \"" + text + "\": " + procedure + " (expected: one that is not fixed)");
    }
    return new FlowOverride(
        constant(ServiceProfile.class, key[0], text), charging, procedure, steps);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name, String text) {
    E[] constants = type.getEnumConstants();
    for (E constant : constants) {
      if (constant.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "flow override: \""
            + text
            + "\": "
            + name.strip()
            + " (expected: one of "
            + Arrays.toString(constants)
            + ")");
  }
}
