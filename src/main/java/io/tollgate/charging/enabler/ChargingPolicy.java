package io.tollgate.charging.enabler;

import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.Conflicts.ConferencePays;
import io.tollgate.charging.flow.FlowBook;
import io.tollgate.charging.offline.OfflinePolicy;
import io.tollgate.charging.online.OnlinePolicy;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.ServiceKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that an operator decides about charging.
 *
 * @param charged on which interfaces each kind of service is charged; none for a free one
 * @param checkpointEvery how long usage may go on before what is owed after a power loss says so
 * @param checkpointMessages and how many messages
 */
public record ChargingPolicy(
    Map<ServiceKind, Set<ChargingInterface>> charged,
    Exemptions exemptions,
    Conflicts conflicts,
    FlowBook flows,
    OfflinePolicy offline,
    OnlinePolicy online,
    Duration checkpointEvery,
    long checkpointMessages) {

  public ChargingPolicy {
    Map<ServiceKind, Set<ChargingInterface>> copy = new EnumMap<>(ServiceKind.class);
    charged.forEach((kind, interfaces) -> copy.put(kind, Set.copyOf(interfaces)));
    charged = Map.copyOf(copy);
    if (checkpointEvery.isZero() || checkpointEvery.isNegative() || checkpointMessages < 1) {
      throw new IllegalArgumentException(
          "checkpoint every "
              + checkpointEvery
              + " or "
              + checkpointMessages
              + " messages (expected: > 0 each)");
    }
  }

  /** The standard flows and defaults, every service charged on the given interfaces. */
  public static ChargingPolicy standard(Set<ChargingInterface> interfaces) {
    return new ChargingPolicy(
        everything(interfaces),
        Exemptions.NONE,
        Conflicts.DEFAULT,
        Conflicts.DEFAULT.flowBook(List.of()),
        OfflinePolicy.DEFAULT,
        OnlinePolicy.DEFAULT,
        Duration.ofSeconds(5),
        100);
  }

  public static Map<ServiceKind, Set<ChargingInterface>> everything(
      Set<ChargingInterface> interfaces) {
    Map<ServiceKind, Set<ChargingInterface>> all = new EnumMap<>(ServiceKind.class);
    for (ServiceKind kind : ServiceKind.values()) {
      all.put(kind, interfaces);
    }
    return all;
  }

  public ChargingPolicy withOffline(OfflinePolicy other) {
    return new ChargingPolicy(
        charged, exemptions, conflicts, flows, other, online, checkpointEvery, checkpointMessages);
  }

  public ChargingPolicy withOnline(OnlinePolicy other) {
    return new ChargingPolicy(
        charged, exemptions, conflicts, flows, offline, other, checkpointEvery, checkpointMessages);
  }

  Set<ChargingInterface> chargedOn(ServiceKind kind, Parties parties) {
    if (exemptions.covers(parties)) {
      return Set.of();
    }
    Set<ChargingInterface> on = EnumSet.noneOf(ChargingInterface.class);
    on.addAll(charged.getOrDefault(kind, Set.of()));
    return on;
  }

  Set<ChargingInterface> chargedOn(SessionTerms terms) {
    boolean nobodyPays =
        terms.function() == FunctionRole.CONTROLLING
            && conflicts.conferencePays() == ConferencePays.NONE;
    return nobodyPays ? Set.of() : chargedOn(terms.kind(), terms.parties());
  }
}
