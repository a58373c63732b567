package io.tollgate.flows;

import io.tollgate.harness.SippRun;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The scenarios in which messages are what it is about. */
final class MessageScenarios {

  /** RFC 3862: a CPIM To that names no participant; the focus sends it to all others. */
  static final String EVERYBODY = "sip:anonymous@anonymous.invalid";

  private static final String IS_COMPOSING =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
          + "<isComposing xmlns=\"urn:ietf:params:xml:ns:im-iscomposing\">"
          + "<state>active</state></isComposing>";
  private static final String DELIVERED =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
          + "<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>m1</message-id>"
          + "<datetime>2026-01-01T00:00:00Z</datetime><delivery-notification><status>"
          + "<delivered/></status></delivery-notification></imdn>";

  private MessageScenarios() {}

  static void pageMode(Stage stage) {
    stage.callee("bob", "N4-receiver", 0);
    stage.callee("erin", "N4-unknown", 0);
    SippRun first = stage.caller("alice", "N4-sender", stage.party("bob").uri(), 0);
    first.awaitExit();
    stage.awaitCharged("alice", 1, 1);
    stage.caller("carol", "N4-sender", stage.party("erin").uri(), 0);
  }

  /** To a list of three, one of whom does not exist; then to a list of nobody who exists. */
  static void pageModeToMany(Stage stage) {
    stage.callee("bob", "N4-receiver", 0);
    stage.callee("carol", "N4-receiver", 0);
    stage.callee("erin", "N4-unknown", 0);
    stage.callee("frank", "N4-unknown", 0);
    listed(stage, "alice", "bob", "carol", "erin");
    listed(stage, "dave", "frank");
  }

  private static void listed(Stage stage, String sender, String... recipients) {
    String entries =
        Arrays.stream(recipients)
            .map(name -> "<entry uri=\"" + stage.party(name).uri() + "\"/>")
            .collect(Collectors.joining());
    stage
        .caller(sender, "N4-list-sender", stage.factory(), 0, "-key", "entries", entries)
        .awaitExit();
    stage.awaitCharged(sender, 1, 1);
  }

  static void messages(Stage stage) throws IOException {
    SippRun callee = stage.callee("bob", "callee", Scenarios.SOON);
    SippRun caller =
        stage.caller("alice", "N1-caller", stage.party("bob").uri(), 5 * Scenarios.APART);
    MsrpAgent bob = stage.talk("bob", callee);
    MsrpAgent alice = stage.talk("alice", caller);
    for (int i = 1; i <= 3; i++) {
      alice.send(Outgoing.text("message " + i));
      bob.awaitMessages(i);
      stage.awaitCharged("alice", 1, i < 2 ? 1 : 2);
    }
  }

  /** The account pays for two messages and no more. */
  static void exhausted(Stage stage) throws IOException {
    String broke = "broke-" + stage.profile().toLowerCase(Locale.ROOT);
    stage.deployment().balance("sip:" + broke + "@example.com", "0.2");
    SippRun callee = stage.callee("bob", "callee", Scenarios.SOON);
    SippRun caller = stage.caller(broke, "F4b-caller", stage.party("bob").uri(), 0);
    MsrpAgent bob = stage.talk("bob", callee);
    MsrpAgent spender = stage.talk(broke, caller);
    for (int i = 1; i <= 2; i++) {
      spender.send(Outgoing.text("message " + i));
      bob.awaitMessages(i);
      Stage.pause(Scenarios.APART / 4);
    }
  }

  /** Bob's connection breaks in mid-session, and nothing can be carried to that side any more. */
  static void mediaFailure(Stage stage) throws IOException {
    SippRun callee = stage.callee("bob", "callee", Scenarios.SOON);
    SippRun caller = stage.caller("alice", "F4b-caller", stage.party("bob").uri(), 0);
    MsrpAgent bob = stage.talk("bob", callee);
    MsrpAgent alice = stage.talk("alice", caller);
    alice.send(Outgoing.text("Are you there?"));
    bob.awaitMessages(1);
    stage.awaitCharged("alice", 1, 1);
    bob.disconnect();
  }

  static void largeMessage(Stage stage) throws IOException {
    oneTransfer(stage, "N5-sender");
  }

  static void fileTransfer(Stage stage) throws IOException {
    oneTransfer(stage, "N8-sender");
  }

  private static void oneTransfer(Stage stage, String scenario) throws IOException {
    SippRun callee = stage.callee("bob", "callee", Scenarios.SOON);
    SippRun caller =
        stage.caller(
            "alice",
            scenario,
            stage.party("bob").uri(),
            2 * Scenarios.APART,
            "-key",
            "contact_params",
            stage.transferTag(scenario));
    MsrpAgent bob = stage.talk("bob", callee);
    MsrpAgent alice = stage.talk("alice", caller);
    alice.send(Outgoing.binary(new byte[5000]).inChunksOf(2048));
    bob.awaitMessages(1);
  }

  static void deferred(Stage stage) {
    SippRun away = stage.callee("bob", "N4-away", 0);
    stage.caller("alice", "N4-sender", stage.party("bob").uri(), 0).awaitExit();
    away.awaitExit();
    // A recipient who pays relieves the sender.
    stage.awaitCharged("alice", 1, stage.isMixed() ? 2 : 1);
    stage.caller(
        "bob",
        "N7-registers-and-fetches",
        stage.party("bob").uri(),
        0,
        "-oocsf",
        Path.of("sipp-scenarios", "N4-receiver.xml").toAbsolutePath().toString());
  }

  /** Nobody registers before the message is worth nothing. */
  static void deferredExpiry(Stage stage) {
    stage.callee("bob", "N4-away", 0);
    stage
        .caller("alice", "N7-expiring-sender", stage.party("bob").uri(), 0, "-key", "expires", "1")
        .awaitExit();
    Stage.pause(3 * Scenarios.APART);
  }

  /** Typing and delivery notices go over MSRP while the owner watches the conference. */
  static void uncharged(Stage stage) throws IOException {
    SippRun callee = stage.callee("bob", "callee", Scenarios.SOON);
    stage.callee("carol", "callee", 1_000);
    SippRun owner =
        stage.caller(
            "alice", "N9-owner", stage.factory(), Scenarios.APART, Scenarios.invited(stage));
    MsrpAgent bob = stage.talk("bob", callee);
    MsrpAgent alice = stage.talk("alice", owner);
    alice.send(notice("application/im-iscomposing+xml", IS_COMPOSING));
    bob.awaitMessages(1);
    alice.send(notice("message/imdn+xml", DELIVERED));
    bob.awaitMessages(2);
  }

  private static Outgoing notice(String type, String content) {
    return Outgoing.cpim(
        "sip:alice@example.com", EVERYBODY, type, content.getBytes(StandardCharsets.UTF_8));
  }
}
