package io.tollgate.settings;

import io.tollgate.charging.online.RatedService;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;

/** One rating group of a service, written {@code session=100/7:service-specific:20}. */
public record ServiceRating(ServiceKind kind, RatedService rated) {

  static ServiceRating parse(String text) {
    String[] sides = text.split("=", -1);
    String[] parts = sides.length == 2 ? sides[1].split(":", -1) : new String[0];
    if (parts.length != 3) {
      throw new WrongWord(text.strip(), "SERVICE=GROUP[/IDENTIFIER]:UNITS:AMOUNT");
    }
    String[] group = parts[0].split("/", -1);
    Long identifier = group.length > 1 ? number(group[1], "a service identifier") : null;
    return new ServiceRating(
        ServiceMode.kind(sides[0]),
        new RatedService(
            number(group[0], "a rating group"),
            identifier,
            Units.of(
                ServiceMode.constant(UnitType.class, parts[1]),
                number(parts[2], "an amount of units"))));
  }

  private static long number(String text, String what) {
    try {
      long value = Long.parseLong(text.strip());
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException notOne) {
      throw new WrongWord(text.strip(), what + " (a whole number)");
    }
    throw new WrongWord(text.strip(), what + " (at least 0)");
  }

  @Override
  public String toString() {
    Units units = rated.requested();
    UnitType type = units.amounts().keySet().iterator().next();
    return ServiceMode.name(kind)
        + "="
        + rated.ratingGroup()
        + (rated.serviceIdentifier() == null ? "" : "/" + rated.serviceIdentifier())
        + ":"
        + ServiceMode.name(type)
        + ":"
        + units.get(type);
  }
}
