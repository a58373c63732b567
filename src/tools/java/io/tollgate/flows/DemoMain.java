package io.tollgate.flows;

import io.tollgate.flows.FlowScript.Variant;
import io.tollgate.harness.SippRun;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.wire.Capture;
import io.tollgate.wire.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code deploy/run --demo}: a charged conference to watch. Alice invites Bob and Carol, they talk,
 * Carol leaves, Alice changes the media and ends it; then the ladder and the two bills.
 */
public final class DemoMain {
  private static final Variant BOTH = new Variant("IM", "both");
  private static final String ICID = "demo-";
  private static final int MESSAGES = 3;

  private DemoMain() {}

  public static void main(String[] args) throws IOException {
    Path work = Path.of("target", "demo");
    System.out.println("Starting Tollgate and the lab charging functions ...");
    boolean adds;
    try (Cast cast = new Cast();
        Deployment deployment = Deployment.start("both", work, Map.of())) {
      List.of("alice", "bob", "carol").forEach(cast::party);
      try (Capture capture = Capture.start(Round.watched(deployment));
          Stage stage = new Stage(BOTH, ICID, deployment, cast)) {
        play(stage);
        stage.complaints().forEach(System.out::println);
        deployment.settle();
        adds = tell(capture.stop(), deployment, cast);
      }
    }
    System.exit(adds ? 0 : 1);
  }

  private static void play(Stage stage) throws IOException {
    say("Bob and Carol wait for calls; Alice opens a conference with them");
    SippRun bobs = stage.callee("bob", "callee", 300);
    stage.callee("carol", "callee-leaves", 900, 4000);
    SippRun alices =
        stage.caller(
            "alice",
            "demo-owner",
            stage.factory(),
            6000,
            "-key",
            "bob",
            stage.party("bob").uri(),
            "-key",
            "carol",
            stage.party("carol").uri());
    MsrpAgent bob = stage.talk("bob", bobs);
    MsrpAgent alice = stage.talk("alice", alices);
    Stage.pause(1500);
    for (int i = 1; i <= MESSAGES; i++) {
      say("Alice says something over MSRP");
      alice.send(
          Outgoing.cpim(
              "sip:alice@example.com",
              MessageScenarios.EVERYBODY,
              "text/plain",
              ("message " + i).getBytes(StandardCharsets.UTF_8)));
      bob.awaitMessages(i);
      Stage.pause(400);
    }
    say("Carol leaves, Alice changes the media, then ends the conference");
  }

  private static boolean tell(Trace trace, Deployment deployment, Cast cast) {
    List<Arrow> arrows =
        new Naming(cast, ICID, deployment.cdfPort(), deployment.ocsPort()).arrows(trace);
    System.out.println();
    System.out.println(
        new Ladder(List.of("alice", "carol", "tollgate", "bob", "cdf", "ocs"), arrows).text());
    System.out.println("The CDF's bill (one line a session, its records folded):");
    System.out.println(deployment.lab("/cdrs"));
    System.out.println("The OCS's bill (sessions, then accounts):");
    System.out.println(deployment.lab("/credit"));
    System.out.println(deployment.lab("/accounts"));
    long offline = last(arrows, "ACR STOP", "Total-Number-Of-Messages-Sent");
    long online =
        arrows.stream()
            .filter(arrow -> arrow.name().startsWith("CCR"))
            .flatMap(arrow -> arrow.field("Used-Service-Unit/CC-Service-Specific-Units").stream())
            .mapToLong(Long::parseLong)
            .sum();
    boolean adds = offline == MESSAGES && online == MESSAGES;
    System.out.printf(
        "sent %d, offline record says %d, online debits say %d: %s%n",
        MESSAGES, offline, online, adds ? "the numbers add up" : "THE NUMBERS DIFFER");
    return adds;
  }

  private static long last(List<Arrow> arrows, String name, String field) {
    return arrows.stream()
        .filter(arrow -> arrow.name().equals(name))
        .flatMap(arrow -> arrow.field(field).stream())
        .mapToLong(Long::parseLong)
        .reduce(0, (a, b) -> b);
  }

  private static void say(String what) {
    System.out.println("  " + what);
  }
}
