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
      throw new IllegalArgumentException("not SERVICE=GROUP:UNITS:AMOUNT");
    }
    String[] group = parts[0].split("/", -1);
    Long identifier = group.length > 1 ? Long.valueOf(group[1].strip()) : null;
    return new ServiceRating(
        ServiceMode.kind(sides[0]),
        new RatedService(
            Long.parseLong(group[0].strip()),
            identifier,
            Units.of(
                ServiceMode.constant(UnitType.class, parts[1]), Long.parseLong(parts[2].strip()))));
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
