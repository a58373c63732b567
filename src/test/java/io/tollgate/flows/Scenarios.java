package io.tollgate.flows;

import io.tollgate.harness.SippRun;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Who does what, when, in each scenario. Nothing here knows what is expected of Tollgate. */
final class Scenarios {
  /** Far more than the coalescing window, so that each event gets its own record. */
  private static final long APART = 1000;

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
              Map.entry("group", Scenarios::group),
              Map.entry("membership", Scenarios::membership),
              Map.entry("membership-armed", Scenarios::membership),
              Map.entry("modification", Scenarios::modification),
              Map.entry("end", Scenarios::end),
              Map.entry("page-mode", Scenarios::pageMode),
              Map.entry("failed-initiation", Scenarios::failedInitiation),
              Map.entry("messages", Scenarios::messages),
              Map.entry("messages-online", Scenarios::messages),
              Map.entry("large-message", Scenarios::largeMessage),
              Map.entry("file-transfer", Scenarios::fileTransfer),
              Map.entry("deferred", Scenarios::deferred),
              Map.entry("uncharged", Scenarios::uncharged),
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
    stage.callee("bob", "callee", 100);
    stage.caller("alice", "N1-caller", stage.party("bob").uri(), APART);
  }

  private static void group(Stage stage) {
    stage.callee("bob", "callee", 100);
    stage.callee("carol", "callee", APART);
    stage.caller("alice", "N2-owner", stage.factory(), 2 * APART, invited(stage));
  }

  private static void membership(Stage stage) {
    stage.callee("bob", "callee", 100);
    stage.callee("carol", "callee", APART);
    stage.callee("dave", "callee-leaves", APART, APART);
    stage.caller("alice", "F1_F5_F7_F9-owner", stage.factory(), 2 * APART, invited(stage));
  }

  private static void modification(Stage stage) {
    stage.callee("bob", "callee", 100);
    stage.caller("alice", "F2_F6_F8_F10-caller", stage.party("bob").uri(), APART);
  }

  private static void end(Stage stage) {
    stage.callee("bob", "callee", 100);
    stage.callee("frank", "callee", 100);
    stage.caller("alice", "N1-caller", stage.party("bob").uri(), APART);
    stage.caller("erin", "F4b-caller", stage.party("frank").uri(), 0);
  }

  private static void pageMode(Stage stage) {
    stage.callee("bob", "N4-receiver", 0);
    stage.callee("erin", "N4-unknown", 0);
    SippRun first = stage.caller("alice", "N4-sender", stage.party("bob").uri(), 0);
    first.awaitExit();
    stage.caller("carol", "N4-sender", stage.party("erin").uri(), 0);
  }

  private static void failedInitiation(Stage stage) {
    stage.callee("bob", "N11-busy", 0);
    stage.callee("dave", "N11-ringing", 0);
    SippRun refused = stage.caller("carol", "N11-refused-caller", stage.party("bob").uri(), 0);
    refused.awaitExit();
    stage.caller("alice", "N11-cancelling-caller", stage.party("dave").uri(), APART / 2);
  }

  private static void messages(Stage stage) throws IOException {
    SippRun callee = stage.callee("bob", "callee", 100);
    SippRun caller = stage.caller("alice", "N1-caller", stage.party("bob").uri(), 3 * APART);
    MsrpAgent bob = stage.talk("bob", callee);
    MsrpAgent alice = stage.talk("alice", caller);
    for (int i = 1; i <= 3; i++) {
      alice.send(Outgoing.text("message " + i));
      bob.awaitMessages(i);
      Stage.pause(APART / 4);
    }
  }

  private static void largeMessage(Stage stage) throws IOException {
    oneTransfer(stage, "N5-sender");
  }

  private static void fileTransfer(Stage stage) throws IOException {
    oneTransfer(stage, "N8-sender");
  }

  private static void oneTransfer(Stage stage, String scenario) throws IOException {
    SippRun callee = stage.callee("bob", "callee", 100);
    SippRun caller =
        stage.caller(
            "alice",
            scenario,
            stage.party("bob").uri(),
            2 * APART,
            "-key",
            "contact_params",
            stage.transferTag(scenario));
    MsrpAgent bob = stage.talk("bob", callee);
    MsrpAgent alice = stage.talk("alice", caller);
    alice.send(Outgoing.binary(new byte[5000]).inChunksOf(2048));
    bob.awaitMessages(1);
  }

  private static void deferred(Stage stage) {
    SippRun away = stage.callee("bob", "N4-away", 0);
    stage.caller("alice", "N4-sender", stage.party("bob").uri(), 0).awaitExit();
    away.awaitExit();
    stage.caller(
        "bob",
        "N7-registers-and-fetches",
        stage.party("bob").uri(),
        0,
        "-oocsf",
        Path.of("sipp-scenarios", "N4-receiver.xml").toAbsolutePath().toString());
  }

  private static void uncharged(Stage stage) {
    stage.callee("bob", "callee", 100);
    stage.callee("carol", "callee", 200);
    stage.caller("alice", "N9-owner", stage.factory(), APART, invited(stage));
  }

  private static void nodeFailure(Stage stage) {
    SippRun callee = stage.callee("bob", "callee", 100);
    SippRun caller = stage.caller("alice", "N1-caller", stage.party("bob").uri(), 60 * APART);
    stage.pathGivenTo(caller);
    Stage.pause(APART);
    stage.deployment().killAndRestart();
    stage.gone(callee);
    stage.gone(caller);
  }

  private static String[] invited(Stage stage) {
    return new String[] {
      "-key", "bob", stage.party("bob").uri(),
      "-key", "carol", stage.party("carol").uri(),
      "-key", "dave", stage.party("dave").uri()
    };
  }
}
