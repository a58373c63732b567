package io.tollgate.flows;

import io.tollgate.harness.SippRun;
import java.util.Map;
import java.util.TreeMap;

/** Who does what, when, in each scenario. Nothing here knows what is expected of Tollgate. */
final class Scenarios {
  /** Far more than the coalescing window, so that each event gets its own record. */
  private static final long APART = 1000;

  /** One way to play a flow. */
  @FunctionalInterface
  interface Scenario {
    void play(Stage stage);
  }

  private static final Map<String, Scenario> ALL =
      new TreeMap<>(
          Map.of(
              "one-to-one", Scenarios::oneToOne,
              "group", Scenarios::group,
              "membership", Scenarios::membership,
              "membership-armed", Scenarios::membership,
              "modification", Scenarios::modification,
              "end", Scenarios::end,
              "page-mode", Scenarios::pageMode,
              "failed-initiation", Scenarios::failedInitiation));

  private Scenarios() {}

  static Scenario named(String name) {
    Scenario scenario = ALL.get(name);
    if (scenario == null) {
      throw new IllegalArgumentException(
          "scenario: '" + name + "' (expected: one of " + ALL.keySet() + ")");
    }
    return scenario;
  }

  private static void oneToOne(Stage stage) {
    stage.callee("bob", "callee", 100);
    stage.caller("alice", "N1-caller", stage.party("bob").uri(), APART, false);
  }

  private static void group(Stage stage) {
    stage.callee("bob", "callee", 100);
    stage.callee("carol", "callee", APART);
    stage.caller("alice", "N2-owner", stage.factory(), 2 * APART, true, invited(stage));
  }

  private static void membership(Stage stage) {
    stage.callee("bob", "callee", 100);
    stage.callee("carol", "callee", APART);
    stage.callee("dave", "callee-leaves", APART, APART);
    stage.caller("alice", "F1_F5_F7_F9-owner", stage.factory(), 2 * APART, true, invited(stage));
  }

  private static void modification(Stage stage) {
    stage.callee("bob", "callee", 100);
    stage.caller("alice", "F2_F6_F8_F10-caller", stage.party("bob").uri(), APART, false);
  }

  private static void end(Stage stage) {
    stage.callee("bob", "callee", 100);
    stage.callee("frank", "callee", 100);
    stage.caller("alice", "N1-caller", stage.party("bob").uri(), APART, false);
    stage.caller("erin", "F4b-caller", stage.party("frank").uri(), APART, false);
  }

  private static void pageMode(Stage stage) {
    stage.callee("bob", "N4-receiver", 0);
    stage.callee("erin", "N4-away", 0);
    SippRun first =
        stage.caller(
            "alice", "N4-sender", stage.party("bob").uri(), 0, false, "-key", "expected", "200");
    first.awaitExit();
    stage.caller(
        "carol", "N4-sender", stage.party("erin").uri(), 0, false, "-key", "expected", "480");
  }

  private static void failedInitiation(Stage stage) {
    stage.callee("bob", "N11-busy", 0);
    stage.callee("dave", "N11-ringing", 0);
    SippRun refused =
        stage.caller(
            "carol",
            "N11-refused-caller",
            stage.party("bob").uri(),
            0,
            false,
            "-key",
            "expected",
            "486");
    refused.awaitExit();
    stage.caller("alice", "N11-cancelling-caller", stage.party("dave").uri(), APART / 2, false);
  }

  private static String[] invited(Stage stage) {
    return new String[] {
      "-key", "bob", stage.party("bob").uri(),
      "-key", "carol", stage.party("carol").uri(),
      "-key", "dave", stage.party("dave").uri()
    };
  }
}
