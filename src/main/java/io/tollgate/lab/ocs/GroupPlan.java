package io.tollgate.lab.ocs;

import io.tollgate.lab.common.LabConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a rating group is charged.
 *
 * @param quota what one grant holds; a unit of 0 is not granted unless it is asked for by amount
 * @param thresholds what is left of the quota when the client should come back; 0 sends none
 * @param triggers the Trigger-Types to arm; an empty list disarms all, no list sends no Trigger
 * @param result the group's Result-Code; anything but 2001 refuses it
 * @param finalAfter the number of the grant that is the last one, 0 for none
 */
public record GroupPlan(
    Tariff tariff,
    Units quota,
    Units thresholds,
    long validity,
    OptionalLong holdingTime,
    OptionalLong consumptionTime,
    Optional<List<Integer>> triggers,
    long result,
    long finalAfter,
    FinalAction finalAction,
    String redirect,
    String filter) {

  static GroupPlan of(LabConfig config, long group) {
    return new GroupPlan(
        new Tariff(
            Money.parse(config.text(group, "price.message")),
            Money.parse(config.text(group, "price.octet")),
            Money.parse(config.text(group, "price.minute"))),
        units(config, group, "grant"),
        units(config, group, "threshold"),
        config.number(group, "validity"),
        optional(config.text(group, "holding-time")),
        optional(config.text(group, "consumption-time")),
        triggers(config.text(group, "triggers")),
        config.number(group, "result"),
        config.number(group, "final.after"),
        FinalAction.valueOf(config.text(group, "final.action")),
        config.text(group, "final.redirect"),
        config.text(group, "final.filter"));
  }

  /** What to grant for a request: the amounts asked for, else the plan's. */
  Units wanted(Units asked) {
    return asked.isNone() ? quota : asked;
  }

  private static Units units(LabConfig config, long group, String what) {
    return new Units(
        config.number(group, what + ".messages"),
        config.number(group, what + ".octets"),
        config.number(group, what + ".seconds"));
  }

  private static OptionalLong optional(String text) {
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  private static Optional<List<Integer>> triggers(String text) {
    return switch (text) {
      case "none" -> Optional.empty();
      case "" -> Optional.of(List.of());
      default ->
          Optional.of(
              Arrays.stream(text.split(",")).map(String::strip).map(Integer::valueOf).toList());
    };
  }
}
