package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.harness.TollgateServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every party is SIPp, with the scenarios that an operator gets. */
class MembershipIT {
  @TempDir static Path folder;
  private static TollgateServer server;

  @BeforeAll
  static void start() throws IOException {
    Path groups = folder.resolve("groups");
    Files.writeString(groups, "sip:room@example.com room open name=Room\n");
    server =
        TollgateServer.start(
            Map.of(
                "conference.groups-file", groups.toString(), "conference.ends-with-owner", "true"));
  }

  @AfterEach
  void nothingIsLeft() {
    Await.until(
        () -> server.application().sipContainer().liveSessions() == 0, "all sessions to be gone");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static SippRunner party(String scenario, String user) {
    SippRunner runner = SippRunner.scenario(scenario);
    return runner
        .key("user", user)
        .key("domain", "example.com")
        .key("contact_params", ";+g.oma.sip-im")
        .key("msrp_port", 2855)
        .key("msrp_path", "msrp://127.0.0.1:2855/" + user + ";tcp")
        .key("msrp_setup", "active");
  }

  private static String uri(String user, SippRunner runner) {
    return "sip:" + user + "@127.0.0.1:" + runner.port();
  }

  @Test
  void inviteesJoinAreRemovedInvitedAndLeave() {
    SippRunner bob = party("callee", "bob").option("-set", "answer_after", "50");
    SippRunner carol = party("callee", "carol").option("-set", "answer_after", "100");
    SippRunner dave =
        party("callee-leaves", "dave")
            .option("-set", "answer_after", "50", "-set", "leave_after", "300");
    try (SippRun bobs = bob.start();
        SippRun carols = carol.start();
        SippRun daves = dave.start()) {
      SippRun alice =
          party("F1_F5_F7_F9-owner", "alice")
              .to(server.sipPort())
              .key("target", "sip:conference-factory@127.0.0.1:" + server.sipPort())
              .key("bob", uri("bob", bob))
              .key("carol", uri("carol", carol))
              .key("dave", uri("dave", dave))
              .key("icid", "f1-0001")
              .option("-set", "talk", "500")
              .run();
      carols.awaitSuccess();
      daves.awaitSuccess();
      bobs.awaitSuccess();
      assertThat(alice.received("200").get(0).header("Contact")).contains("isfocus");
      assertThat(bobs.received("INVITE").get(0).header("P-Charging-Vector")).contains("f1-0001");
      assertThat(bobs.received("INVITE").get(0).header("Contact")).contains("isfocus");
    }
  }

  @Test
  void aRoomIsJoinedAndLeftByDialIn() {
    SippRunner first =
        party("F1_F5_F7_F9-dial-in", "dave")
            .to(server.sipPort())
            .key("target", "sip:room@example.com")
            .key("icid", "f1-0002")
            .option("-set", "talk", "1500");
    try (SippRun daves = first.start()) {
      SippRun carols =
          party("F1_F5_F7_F9-dial-in", "carol")
              .to(server.sipPort())
              .key("target", "sip:room@example.com")
              .key("icid", "f1-0003")
              .option("-set", "talk", "300")
              .run();
      daves.awaitSuccess();
      assertThat(carols.received("200").get(0).header("Contact")).contains("isfocus");
    }
  }

  @Test
  void aChangeOfTheOwnersIsOfferedToAllTheOthers() {
    SippRunner bob = party("callee", "bob").option("-set", "answer_after", "50");
    SippRunner carol = party("callee", "carol").option("-set", "answer_after", "50");
    try (SippRun bobs = bob.start();
        SippRun carols = carol.start()) {
      SippRun alice =
          party("F2_F6_F8_F10-owner", "alice")
              .to(server.sipPort())
              .key("target", "sip:conference-factory@127.0.0.1:" + server.sipPort())
              .key("bob", uri("bob", bob))
              .key("carol", uri("carol", carol))
              .key("icid", "f2-0001")
              .option("-set", "talk", "500")
              .run();
      bobs.awaitSuccess();
      carols.awaitSuccess();
      assertThat(alice.received("200").get(1).body()).contains("m=message");
      for (SippRun run : List.of(bobs, carols)) {
        assertThat(run.received("INVITE")).hasSize(2);
        assertThat(run.received("INVITE").get(1).body()).contains("m=message");
        assertThat(run.received("INVITE").get(1).header("Contact")).contains("isfocus");
      }
    }
  }
}
