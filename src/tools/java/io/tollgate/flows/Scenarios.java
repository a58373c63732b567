package io.tollgate.flows;

import io.tollgate.harness.SippRun;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Who does what, when, in each scenario. Nothing here knows what is expected of Tollgate. */
final class Scenarios {
  /** Far more than the coalescing window, so that each event gets its own record. */
  static final long APART = 1000;

  /** Long enough for a record that is sent too early to be on the wire before the answer. */
  static final long SOON = 300;

  /** One way to play a flow. */
  @FunctionalInterface
  interface Scenario {
    void play(Stage stage) throws IOException;
  }

  static final String KILLS_THE_SERVER = "node-failure";

  private static final Map<String, Scenario> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("one-to-one", Scenarios::oneToOne),
              Map.entry("exempt", Scenarios::exempt),
              Map.entry("denied", Scenarios::denied),
              Map.entry("group", Scenarios::group),
              Map.entry("membership", Scenarios::membership),
              Map.entry("modification", Scenarios::modification),
              Map.entry("refused-modification", Scenarios::refusedModification),
              Map.entry("dial-in", Scenarios::dialIn),
              Map.entry("media-failure", MessageScenarios::mediaFailure),
              Map.entry("end", Scenarios::end),
              Map.entry("failed-initiation", Scenarios::failedInitiation),
              Map.entry("crossing", Scenarios::crossing),
              Map.entry("fork", Scenarios::fork),
              Map.entry("page-mode", MessageScenarios::pageMode),
              Map.entry("page-mode-to-many", MessageScenarios::pageModeToMany),
              Map.entry("messages", MessageScenarios::messages),
              Map.entry("exhausted", MessageScenarios::exhausted),
              Map.entry("large-message", MessageScenarios::largeMessage),
              Map.entry("file-transfer", MessageScenarios::fileTransfer),
              Map.entry("deferred", MessageScenarios::deferred),
              Map.entry("deferred-expiry", MessageScenarios::deferredExpiry),
              Map.entry("uncharged", MessageScenarios::uncharged),
              Map.entry(KILLS_THE_SERVER, Scenarios::nodeFailure)));

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
    stage.callee("bob", "callee", SOON);
    stage.caller("alice", "N1-caller", stage.party("bob").uri(), APART);
  }

  /** A service number is called, and an emergency call is placed. */
  private static void exempt(Stage stage) {
    stage.callee("care", "callee", SOON);
    stage.callee("dave", "callee", SOON);
    stage.caller("alice", "N1-caller", stage.party("care").uri(), APART);
    stage.caller(
        "erin",
        "N1-emergency-caller",
        "urn:service:sos",
        APART,
        "-key",
        "centre",
        stage.party("dave").uri());
  }

  /** Somebody without money calls and writes. */
  private static void denied(Stage stage) {
    stage.deployment().balance("sip:poor@example.com", "0");
    SippRun call = stage.caller("poor", "N11-refused-caller", stage.party("bob").uri(), 0);
    call.awaitExit();
    stage.awaitCharged("poor", 1, 1);
    stage.caller("poor", "N4-sender", stage.party("bob").uri(), 0);
  }

  private static void group(Stage stage) {
    stage.callee("bob", "callee", SOON);
    stage.callee("carol", "callee", APART);
    stage.caller("alice", "N2-owner", stage.factory(), 2 * APART, invited(stage));
  }

  private static void membership(Stage stage) {
    stage.callee("bob", "callee", SOON);
    stage.callee("carol", "callee", APART);
    stage.callee("dave", "callee-leaves", APART, APART);
    stage.caller("alice", "F1_F5_F7_F9-owner", stage.factory(), 2 * APART, invited(stage));
  }

  private static void modification(Stage stage) {
    stage.callee("bob", "callee", SOON);
    stage.caller("alice", "F2_F6_F8_F10-caller", stage.party("bob").uri(), APART);
  }

  private static void refusedModification(Stage stage) {
    stage.callee("bob", "F2_F6_F8_F10-refusing-callee", SOON);
    stage.caller("alice", "F2_F6_F8_F10-refused-caller", stage.party("bob").uri(), APART);
  }

  /** Alice opens a chat room; Bob dials in, and leaves before her. */
  private static void dialIn(Stage stage) {
    SippRun alice = stage.caller("alice", "F1_F5_F7_F9-dial-in", stage.room(), 5 * APART);
    stage.pathGivenTo(alice);
    stage.awaitCharged("alice", 1, 1);
    stage.caller("bob", "F1_F5_F7_F9-dial-in", stage.room(), APART);
  }

  private static void end(Stage stage) {
    stage.callee("bob", "callee", SOON);
    stage.callee("frank", "callee", SOON);
    stage.caller("alice", "N1-caller", stage.party("bob").uri(), APART);
    stage.caller("erin", "F4b-caller", stage.party("frank").uri(), 0);
  }

  private static void failedInitiation(Stage stage) {
    stage.callee("bob", "N11-busy", 0);
    stage.callee("dave", "N11-ringing", 0);
    SippRun refused = stage.caller("carol", "N11-refused-caller", stage.party("bob").uri(), 0);
    refused.awaitExit();
    stage.awaitCharged("carol", 1, 2);
    stage.caller("alice", "N11-cancelling-caller", stage.party("dave").uri(), APART / 2);
  }

  /** The callee answers in the very moment in which the caller gives up. */
  private static void crossing(Stage stage) {
    stage.callee("dave", "N11-crossing", 0);
    stage.caller("alice", "N11-cancelling-caller", stage.party("dave").uri(), APART / 2);
  }

  private static void fork(Stage stage) {
    stage.callee("bob", "N11-forked", 0);
    stage.caller("alice", "N1-caller", stage.party("bob").uri(), APART);
  }

  private static void nodeFailure(Stage stage) {
    SippRun callee = stage.callee("bob", "callee", SOON);
    SippRun caller = stage.caller("alice", "N1-caller", stage.party("bob").uri(), 60 * APART);
    stage.pathGivenTo(caller);
    Stage.pause(APART);
    stage.deployment().killAndRestart();
    stage.gone(callee);
    stage.gone(caller);
  }

  static String[] invited(Stage stage) {
    return new String[] {
      "-key", "bob", stage.party("bob").uri(),
      "-key", "carol", stage.party("carol").uri(),
      "-key", "dave", stage.party("dave").uri()
    };
  }
}
