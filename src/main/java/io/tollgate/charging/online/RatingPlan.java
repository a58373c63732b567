package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which rating groups each kind of service is charged under; several at once are possible. */
public record RatingPlan(Map<ServiceKind, List<RatedService>> services) {

  private static final long MESSAGES_AT_A_TIME = 10;

  public static final RatingPlan DEFAULT =
      new RatingPlan(
          Map.of(
              ServiceKind.SESSION, messages(1, MESSAGES_AT_A_TIME),
              ServiceKind.GROUP_SESSION, messages(2, MESSAGES_AT_A_TIME),
              ServiceKind.PAGE_MESSAGE, messages(3, 1),
              ServiceKind.LARGE_MESSAGE, messages(4, 1),
              ServiceKind.FILE_TRANSFER,
                  List.of(new RatedService(5, null, Units.of(UnitType.TOTAL_OCTETS, 1_000_000))),
              ServiceKind.DEFERRED_MESSAGE, messages(6, 1)));

  public RatingPlan {
    Map<ServiceKind, List<RatedService>> copy = new EnumMap<>(ServiceKind.class);
    services.forEach((kind, rated) -> copy.put(kind, List.copyOf(rated)));
    for (ServiceKind kind : ServiceKind.values()) {
      List<RatedService> rated = copy.get(kind);
      if (rated == null || rated.isEmpty()) {
        throw new IllegalArgumentException("rating of " + kind + ": none (expected: at least one)");
      }
      Set<Object> keys = new HashSet<>();
      for (RatedService service : rated) {
        if (!keys.add(
            List.of(service.ratingGroup(), String.valueOf(service.serviceIdentifier())))) {
          throw new IllegalArgumentException(
              "rating of " + kind + ": rating group " + service.ratingGroup() + " twice");
        }
      }
    }
    services = Map.copyOf(copy);
  }

  private static List<RatedService> messages(long ratingGroup, long units) {
    return List.of(new RatedService(ratingGroup, null, Units.of(UnitType.SERVICE_SPECIFIC, units)));
  }

  /** For this event: an announced size or number of copies takes the place of the default. */
  public List<RatedService> of(ServiceKind kind, ChargingEvent event) {
    List<RatedService> rated = services.getOrDefault(kind, List.of());
    return rated.stream().map(service -> sized(service, event)).toList();
  }

  private static RatedService sized(RatedService service, ChargingEvent event) {
    Units units = service.requested();
    for (UnitType type : service.requested().amounts().keySet()) {
      long announced =
          switch (type) {
            case SERVICE_SPECIFIC -> event.units();
            case TOTAL_OCTETS, INPUT_OCTETS, OUTPUT_OCTETS -> event.expectedOctets();
            case TIME -> 0;
          };
      if (announced > 0) {
        units = units.with(type, announced);
      }
    }
    return units.equals(service.requested())
        ? service
        : new RatedService(service.ratingGroup(), service.serviceIdentifier(), units);
  }
}
