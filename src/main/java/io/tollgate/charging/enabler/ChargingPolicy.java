package io.tollgate.charging.enabler;

import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.ConferencePayer;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.FlowBook;
import io.tollgate.charging.offline.OfflinePolicy;
import io.tollgate.charging.online.OnlinePolicy;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.ServiceKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All that an operator decides about charging.
 *
 * @param charged on which interfaces each kind of service is charged; none for a free one
 * @param systems what is otherwise with an OCS that the signalling may name, by its host name or a
 *     domain of it, in lower case
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
    Map<String, OnlinePolicy> systems,
    Duration checkpointEvery,
    long checkpointMessages) {

  /** One way for all OCSs. */
  public ChargingPolicy(
      Map<ServiceKind, Set<ChargingInterface>> charged,
      Exemptions exemptions,
      Conflicts conflicts,
      FlowBook flows,
      OfflinePolicy offline,
      OnlinePolicy online,
      Duration checkpointEvery,
      long checkpointMessages) {
    this(
        charged,
        exemptions,
        conflicts,
        flows,
        offline,
        online,
        Map.of(),
        checkpointEvery,
        checkpointMessages);
  }

  public ChargingPolicy {
    systems = Map.copyOf(systems);
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
        charged,
        exemptions,
        conflicts,
        flows,
        other,
        online,
        systems,
        checkpointEvery,
        checkpointMessages);
  }

  public ChargingPolicy withOnline(OnlinePolicy other) {
    return new ChargingPolicy(
        charged,
        exemptions,
        conflicts,
        flows,
        offline,
        other,
        systems,
        checkpointEvery,
        checkpointMessages);
  }

  /** How the OCS sells that P-Charging-Function-Addresses names, else how they all do. */
  public OnlinePolicy online(PeerHints hints) {
    if (systems.isEmpty() || hints.ecf().isEmpty()) {
      return online;
    }
    String name = hints.ecf().get(0).toLowerCase(Locale.ROOT).replaceFirst("^aaas?://", "");
    name = name.replaceFirst("[:;].*$", "");
    OnlinePolicy found = systems.get(name);
    for (int dot = name.indexOf('.'); found == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
      found = systems.get(name.substring(dot + 1));
    }
    return found == null ? online : found;
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
            && conflicts.conferencePays() == ConferencePayer.NONE;
    return nobodyPays ? Set.of() : chargedOn(terms.kind(), terms.parties());
  }
}
