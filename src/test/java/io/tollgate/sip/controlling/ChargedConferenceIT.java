package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.lab.cdf.AccountingRecord;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.cdf.RecordType;
import io.tollgate.lab.fault.Fault;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Sdps;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conferences with both charging functions over real Diameter. */
class ChargedConferenceIT {

  @Test
  void everyMembershipChangeIsInBothBillsWithTheSameNumber() {
    for (String profile : List.of("im", "cpm")) {
      try (ChargedStage stage = new ChargedStage("both", profile, Map.of());
          PhoneBank bank = new PhoneBank(stage.port())) {
        Phone alice = bank.phone("alice");
        Phone bob = bank.phone("bob");
        Phone carol = bank.phone("carol").manner(Phone.Manner.RING);
        Call call = alice.convene(stage.factory(), bob, carol);
        assertThat(call.status()).isEqualTo(200);
        Await.until(() -> stage.records().size() == 1, "the START");
        carol.incoming().accept();
        Await.until(() -> stage.records().size() == 2, "carol's join");
        Phone dave = bank.phone("dave");
        Call daves = dave.call(call.remoteTarget());
        assertThat(daves.status()).isEqualTo(200);
        Await.until(() -> stage.records().size() == 3, "dave's join");
        assertThat(daves.bye().status()).isEqualTo(200);
        Await.until(() -> stage.records().size() == 4, "dave's leave");
        assertThat(call.refer(carol.uri() + ";method=BYE", "").status()).isEqualTo(202);
        Await.until(() -> stage.records().size() == 5, "carol's removal");
        assertThat(call.bye().status()).isEqualTo(200);
        stage.awaitAllClosed();
        String session = stage.lab.cdrs().sessions().get(0).sessionId();
        assertThat(stage.records(session))
            .containsExactly(
                "START 2", "INTERIM 3", "INTERIM 4", "INTERIM 3", "INTERIM 2", "STOP 1");
        assertThat(stage.credit())
            .containsExactly(
                "INITIAL 2", "UPDATE 3", "UPDATE 4", "UPDATE 3", "UPDATE 2", "TERMINATION 1");
        AccountingRecord start = stage.lab.cdrs().records(session).get(0);
        assertThat(start.get(Column.PARTICIPANT_GROUPS)).isEqualTo("2");
      }
    }
  }

  @Test
  void aDeniedInitiationInvitesNobodyAndADeniedJoinIsSentAway() {
    try (ChargedStage stage = new ChargedStage("online", "im", Map.of());
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      stage.lab.faults().add(Fault.code(4012).on("ro").type("INITIAL").times(1));
      assertThat(alice.convene(stage.factory(), bob).status()).isEqualTo(402);
      assertThat(bob.latest()).isNull();
      Call call = alice.convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      stage.lab.faults().add(Fault.code(4012).on("ro").type("UPDATE").times(1));
      Phone carol = bank.phone("carol");
      assertThat(call.refer(carol.uri(), "").status()).isEqualTo(202);
      Call carols = carol.incoming();
      carols.await("ACK");
      assertThat(carols.await("BYE").header("Reason")).contains("402");
      // RFC 3261 14.1: the others go on with what was granted before.
      Phone dave = bank.phone("dave");
      for (int code : new int[] {4012, 4010}) {
        stage.lab.faults().add(Fault.code(code).on("ro").type("UPDATE").times(1));
        assertThat(dave.call(call.remoteTarget()).status()).isEqualTo(code == 4012 ? 402 : 403);
      }
      assertThat(call.requests("BYE")).isEmpty();
      assertThat(dave.call(call.remoteTarget()).status()).isEqualTo(200);
      latest(dave).bye();
      call.bye();
      latest(bob).bye();
      stage.awaitAllClosed();
    }
  }

  @Test
  void aRefusedChangeLeavesTheConferenceAsItWas() {
    try (ChargedStage stage = new ChargedStage("online", "cpm", Map.of());
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call call = alice.convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      stage.lab.faults().add(Fault.code(4010).on("ro").type("UPDATE").times(1));
      assertThat(call.reinvite(Sdps.offer("alice", 2, "a=max-size:1000\r\n")).status())
          .isEqualTo(403);
      assertThat(latest(bob).requests("INVITE")).isEmpty();
      call.bye();
      latest(bob).bye();
      stage.awaitAllClosed();
    }
  }

  /**
   * F6: what a re-INVITE without an offer changes is not known yet, and it is a gate all the same.
   */
  @Test
  void aReInviteWithoutAnOfferIsChargedBeforeItIsAnswered() {
    try (ChargedStage stage = new ChargedStage("online", "im", Map.of());
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call call = alice.convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      stage.lab.faults().add(Fault.code(4010).on("ro").type("UPDATE").times(1));
      assertThat(call.reinvite("").status()).isEqualTo(403);
      call.bye();
      latest(bob).bye();
      stage.awaitAllClosed();
    }
  }

  @Test
  void anAbortOfTheOcsEndsTheConferenceForAll() {
    try (ChargedStage stage = new ChargedStage("both", "im", Map.of());
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call call = alice.convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      Await.until(() -> !stage.records().isEmpty(), "the START");
      String session = stage.ccrs().get(0).session();
      assertThat(stage.lab.ocs().abort(session).join()).isEqualTo(2001L);
      call.await("BYE");
      latest(bob).await("BYE");
      stage.awaitAllClosed();
    }
  }

  @Test
  void aConferenceThatWentOnIsChargedAgainWhenTheOcsIsBack() {
    try (ChargedStage stage =
            new ChargedStage(
                "both",
                "im",
                Map.of(
                    "charging.failure-handling",
                    "continue",
                    "charging.tx-update",
                    "500ms",
                    "charging.retry-open",
                    "1s"));
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call call = alice.convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      stage.lab.faults().add(Fault.code(3004).on("ro").type("UPDATE").times(Fault.FOREVER));
      Call carols = bank.phone("carol").call(call.remoteTarget());
      assertThat(carols.status()).isEqualTo(200);
      Await.until(
          () -> stage.ccrs().stream().filter(ccr -> ccr.type().equals("INITIAL")).count() == 2,
          "a second credit-control session");
      stage.lab.faults().clear();
      Call daves = bank.phone("dave").call(call.remoteTarget());
      assertThat(daves.status()).isEqualTo(200);
      call.bye();
      carols.bye();
      daves.bye();
      latest(bob).bye();
      stage.awaitAllClosed();
      List<String> sessions = stage.ccrs().stream().map(ChargedStage.Ccr::session).toList();
      String first = sessions.get(0);
      String second = sessions.get(sessions.size() - 1);
      assertThat(second).isNotEqualTo(first);
      assertThat(ofSession(stage, second))
          .startsWith("INITIAL 3")
          .contains("UPDATE 4")
          .last()
          .asString()
          .startsWith("TERMINATION");
      assertThat(ofSession(stage, first).stream().filter(ccr -> ccr.startsWith("TERMINATION")))
          .hasSize(1);
    }
  }

  private static List<String> ofSession(ChargedStage stage, String session) {
    return stage.ccrs().stream()
        .filter(ccr -> ccr.session().equals(session))
        .map(ccr -> ccr.type() + " " + ccr.participants())
        .toList();
  }

  @Test
  void aRefreshIsChargedAndPassedOnWhereTheOperatorIsStrict() {
    try (ChargedStage stage =
            new ChargedStage("both", "im", Map.of("charging.charge-refresh", "true"));
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call call = alice.convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      bob.incoming().await("ACK");
      Await.until(() -> stage.records().size() == 1, "the START");
      assertThat(call.refresh(1).status()).isEqualTo(200);
      latest(bob).await("INVITE");
      Await.until(() -> stage.records().size() == 2, "the refresh");
      assertThat(stage.credit()).containsExactly("INITIAL 1", "UPDATE 2");
      call.bye();
      latest(bob).bye();
      stage.awaitAllClosed();

      Call direct = alice.call(bob.uri());
      assertThat(direct.status()).isEqualTo(200);
      bob.incoming().await("ACK");
      Await.until(() -> stage.records().size() == 4, "the second START");
      assertThat(direct.refresh(1).status()).isEqualTo(200);
      latest(bob).await("INVITE");
      Await.until(() -> stage.records().size() == 5, "the refresh");
      direct.bye();
      stage.awaitAllClosed();
      assertThat(stage.ccrs().stream().filter(ccr -> ccr.type().equals("UPDATE"))).hasSize(2);
    }
  }

  @Test
  void withTheOcsGoneAConferenceGoesOnUnderContinue() {
    try (ChargedStage stage =
            new ChargedStage(
                "both",
                "im",
                Map.of("charging.failure-handling", "continue", "charging.tx-initial", "500ms"));
        PhoneBank bank = new PhoneBank(stage.port())) {
      stage.lab.faults().add(Fault.code(3004).on("ro").times(Fault.FOREVER));
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call call = alice.convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      Call carols = bank.phone("carol").call(call.remoteTarget());
      assertThat(carols.status()).isEqualTo(200);
      call.bye();
      carols.bye();
      latest(bob).bye();
      Await.until(
          () -> stage.server.application().conferences().running() == 0, "the conference to end");
    }
  }

  @Test
  void eachPaysForHisOwnStayAndHisOwnMessages() throws Exception {
    try (ChargedStage stage =
            new ChargedStage("offline", "im", Map.of("conference.charges", "each"));
        PhoneBank bank = new PhoneBank(stage.port());
        MsrpAgent alices = MsrpAgent.onLoopback();
        MsrpAgent bobs = MsrpAgent.onLoopback();
        MsrpAgent carols = MsrpAgent.onLoopback()) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Phone carol = bank.phone("carol");
      Call call = alice.convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      alices.agree(call.answer().body(), true);
      bobs.agree(latest(bob).invitation().body(), true);
      Call dialledIn = carol.call(call.remoteTarget());
      assertThat(dialledIn.status()).isEqualTo(200);
      carols.agree(dialledIn.answer().body(), true);
      say(alices, 1);
      say(bobs, 2);
      say(carols, 3);
      alices.awaitMessages(5);
      bobs.awaitMessages(4);
      carols.awaitMessages(3);
      dialledIn.bye();
      call.bye();
      latest(bob).bye();
      stage.awaitAllClosed(3);
      assertThat(stage.records().stream().filter(record -> record.type() == RecordType.STOP))
          .extracting(record -> record.get(Column.SENT))
          .as("the last record of each")
          .containsExactlyInAnyOrder("1", "2", "3");
      for (AccountingRecord record : stage.records()) {
        if (record.type() == RecordType.STOP) {
          String payer = record.get(Column.SUBSCRIBER);
          String sent = payer.contains("alice") ? "1" : payer.contains("bob") ? "2" : "3";
          assertThat(record.get(Column.SENT)).as(payer).isEqualTo(sent);
        }
      }
    }
  }

  private static void say(MsrpAgent agent, int times) throws IOException {
    String nobody = "sip:anonymous@anonymous.invalid";
    for (int i = 0; i < times; i++) {
      agent.send(Outgoing.cpim(nobody, nobody, "text/plain", new byte[] {'x'}));
    }
  }

  @Test
  void anEmptyPlaceIsNeverCounted() {
    try (ChargedStage stage = new ChargedStage("both", "cpm", Map.of());
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob").manner(Phone.Manner.BUSY);
      assertThat(alice.convene(stage.factory(), bob).status()).isEqualTo(486);
      Await.until(() -> stage.records().size() == 1, "the record of it");
      stage.awaitAllClosed();
      assertThat(stage.records().get(0).type().name()).isEqualTo("EVENT");
      assertThat(stage.records().get(0).get(Column.CAUSE)).isEqualTo("486");
      assertThat(stage.credit()).containsExactly("INITIAL 1", "TERMINATION 1");
    }
  }

  private static Call latest(Phone phone) {
    Call call = phone.latest();
    if (call == null) {
      throw new AssertionError(phone.user() + " has no call");
    }
    return call;
  }
}
