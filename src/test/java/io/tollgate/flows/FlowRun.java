package io.tollgate.flows;

import io.tollgate.flows.FlowScript.Variant;
import io.tollgate.wire.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One flow in one variant: played, then judged from the capture. */
final class FlowRun {
  private static final List<String> COLUMNS =
      List.of("alice", "carol", "tollgate", "bob", "dave", "erin", "frank", "cdf", "ocs");

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

  String name() {
    return script.id() + " " + variant;
  }

  String title() {
    return name() + ": " + script.title();
  }

  Variant variant() {
    return variant;
  }

  Cast cast() {
    return cast;
  }

  /** The parties are named before the capture starts, so that their ports are watched. */
  void castParties() {
    for (String name : List.of("alice", "bob", "carol", "dave", "erin", "frank")) {
      cast.party(name);
    }
  }

  /** A run that kills the server is played when the others are done. */
  boolean isAlone() {
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
    List<String> differences = new ArrayList<>(problems);
    differences.addAll(script.variants().get(variant).differences(arrows));
    return new Verdict(this, differences, new Ladder(COLUMNS, arrows));
  }

  /** How it went. */
  record Verdict(FlowRun run, List<String> differences, Ladder ladder) {
    boolean ok() {
      return differences.isEmpty();
    }
  }
}
