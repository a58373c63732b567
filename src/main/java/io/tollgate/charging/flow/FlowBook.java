package io.tollgate.charging.flow;

import io.tollgate.charging.record.ServiceProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every flow: of both profiles, for offline, online, both and no charging. The standard ones
 * ({@link StandardFlows}), merged by rule ({@link Merge}), then changed as the operator says.
 */
public final class FlowBook {

  private record Key(ServiceProfile profile, Charging charging, Procedure procedure) {}

  private final Map<Key, Flow> flows = new LinkedHashMap<>();

  /**
   * @param overrides replace single flows; those of {@code both} win over the merge of the two
   */
  public FlowBook(List<FlowOverride> overrides) {
    StandardFlows.all().forEach(this::put);
    overrides.stream()
        .filter(override -> override.charging() != Charging.BOTH)
        .forEach(this::override);
    for (ServiceProfile profile : ServiceProfile.values()) {
      for (Procedure procedure : Procedure.values()) {
        merge(profile, procedure);
      }
    }
    overrides.stream()
        .filter(override -> override.charging() == Charging.BOTH)
        .forEach(this::override);
  }

  public static FlowBook standard() {
    return new FlowBook(List.of());
  }

  public Flow flow(ServiceProfile profile, Charging charging, Procedure procedure) {
    Flow flow = flows.get(new Key(profile, charging, procedure));
    if (flow == null) {
      throw new IllegalArgumentException(
          profile + "." + charging.key() + "." + procedure + ": not in the flow book");
    }
    return flow;
  }

  public List<Step> steps(ServiceProfile profile, Charging charging, Procedure procedure) {
    return flow(profile, charging, procedure).steps();
  }

  public List<Flow> flows() {
    return List.copyOf(flows.values());
  }

  /** The book as a table, for an operator to read beside the figures. */
  public String print() {
    StringBuilder table = new StringBuilder();
    String line = "%-7s %-3s %-7s %-22s %s%n";
    table.append(String.format(line, "FIGURE", "", "CHARGED", "PROCEDURE", "STEPS"));
    flows.values().stream()
        .filter(flow -> flow.charging() != Charging.OFF)
        .sorted(
            Comparator.comparing(Flow::profile)
                .thenComparing(Flow::procedure)
                .thenComparing(Flow::charging))
        .forEach(
            flow ->
                table.append(
                    String.format(
                        line,
                        flow.figure(),
                        flow.profile(),
                        flow.charging().key(),
                        flow.procedure(),
                        describe(flow.steps()))));
    return table.toString();
  }

  private static String describe(List<Step> steps) {
    if (steps.isEmpty()) {
      return "-";
    }
    return String.join(" > ", steps.stream().map(Step::name).toList());
  }

  private void put(Flow flow) {
    flows.put(new Key(flow.profile(), flow.charging(), flow.procedure()), flow);
  }

  private void override(FlowOverride override) {
    put(flow(override.profile(), override.charging(), override.procedure()).with(override.steps()));
  }

  private void merge(ServiceProfile profile, Procedure procedure) {
    Flow offline = flow(profile, Charging.OFFLINE, procedure);
    Flow online = flow(profile, Charging.ONLINE, procedure);
    String figure =
        offline.figure().equals(online.figure())
            ? offline.figure()
            : offline.figure() + "+" + online.figure();
    put(
        new Flow(
            figure, profile, Charging.BOTH, procedure, Merge.of(offline.steps(), online.steps())));
    flows.computeIfAbsent(
        new Key(profile, Charging.OFF, procedure),
        off -> new Flow(figure, profile, Charging.OFF, procedure, uncharged(offline.steps())));
  }

  /** Without charging, the offline order, unless the sheet says otherwise. */
  private static List<Step> uncharged(List<Step> offline) {
    List<Step> steps = new ArrayList<>(offline);
    steps.removeIf(Step::isCharge);
    return steps;
  }
}
