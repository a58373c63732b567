package io.tollgate.flows;

import static java.util.Objects.requireNonNull;

import io.tollgate.flows.FlowScript.Variant;
import io.tollgate.wire.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One flow in one variant: played, then judged from the capture. */
final class FlowRun {
  private static final List<String> COLUMNS =
      List.of(
          "alice",
          "carol",
          "helpdesk",
          "tollgate",
          "bob",
          "dave",
          "erin",
          "frank",
          "care",
          "cdf",
          "ocs");

  private final FlowScript script;
  private final Variant variant;
  private final String icidPrefix;
  private final Cast cast = new Cast();
  private final List<String> problems = new ArrayList<>();

  FlowRun(FlowScript script, Variant variant) {
    this.script = script;
    this.variant = variant;
    this.icidPrefix =
        script.id()
            + "-"
            + variant.profile()
            + "-"
            + variant.charging()
            + "-"
            + cast.hashCode()
            + "-";
  }

  /** What the ICIDs of its sessions begin with. */
  String icidPrefix() {
    return icidPrefix;
  }

  String name() {
    return script.id() + " " + variant;
  }

  String title() {
    return name() + ": " + script.title();
  }

  Variant variant() {
    return variant;
  }

  /** Whether its figure has charging requests at all. */
  boolean isCharged() {
    return requireNonNull(script.variants().get(variant)).steps().stream()
        .flatMap(step -> step.messages().stream())
        .anyMatch(Pattern::isCharge);
  }

  /** Such a run is played when the others are done. */
  boolean killsTheServer() {
    return Scenarios.KILLS_THE_SERVER.equals(script.scenario());
  }

  void play(Deployment deployment) {
    try (Stage stage = new Stage(variant, icidPrefix, deployment, cast)) {
      Scenarios.named(script.scenario()).play(stage);
      problems.addAll(stage.complaints());
    } catch (IOException | RuntimeException | AssertionError e) {
      problems.add("the scenario could not be played: " + e);
    }
  }

  /** What the capture shows of it, and what differs from the figure. */
  Verdict judge(Trace trace, int cdfPort, int ocsPort) {
    List<Arrow> arrows = new Naming(cast, icidPrefix, cdfPort, ocsPort).arrows(trace);
    Figure figure = requireNonNull(script.variants().get(variant));
    List<String> differences = new ArrayList<>(problems);
    differences.addAll(figure.differences(arrows));
    int tried = 0;
    if (differences.isEmpty()) {
      BlindSpots blind = BlindSpots.of(figure, arrows);
      tried = blind.tried();
      differences.addAll(blind.found());
    }
    return new Verdict(this, differences, tried, new Ladder(COLUMNS, arrows));
  }

  /**
   * How it went.
   *
   * @param tried so many swapped or missing steps would have been noticed
   */
  record Verdict(FlowRun run, List<String> differences, int tried, Ladder ladder) {
    boolean ok() {
      return differences.isEmpty();
    }

    /** The figure differs, and the message says in which step, or what should not have come. */
    boolean saysWhat() {
      return BlindSpots.namesAStep(differences)
          || differences.stream().anyMatch(difference -> difference.startsWith("count: "));
    }
  }
}
