package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.Phone.Manner;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Sdps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Participants who fall silent: each is a leave, charged once, and the others go on. */
class LapsesIT {
  private ChargedStage stage;
  private PhoneBank bank;
  private Phone alice;
  private Phone bob;
  private Call call;

  @BeforeEach
  void start() {
    stage =
        new ChargedStage(
            "both",
            "im",
            Map.of(
                "sip.session-expires",
                "6s",
                "sip.min-session-expires",
                "1s",
                "sip.ack-wait",
                "1s"));
    bank = new PhoneBank(stage.port()).patience(20);
    alice = bank.phone("alice");
    bob = bank.phone("bob");
    call = alice.convene(stage.factory(), bob);
    assertThat(call.status()).isEqualTo(200);
    bob.incoming().await("ACK");
    Await.until(() -> stage.records().size() == 1, "the START");
  }

  @AfterEach
  void nothingIsLeft() {
    call.bye();
    Objects.requireNonNull(bob.latest()).bye();
    stage.awaitAllClosed();
    Await.until(
        () -> stage.server.application().sipContainer().liveSessions() == 0, "sessions to be gone");
    assertThat(stage.lab.cdrs().sessions()).hasSize(1);
    bank.close();
    stage.close();
  }

  private void charged(String... participants) {
    Await.until(() -> stage.records().size() == participants.length, "the records");
    String session = stage.lab.cdrs().sessions().get(0).sessionId();
    assertThat(stage.records(session)).containsExactly(participants);
  }

  @Test
  void refreshesThatStayAwayAreALeave() {
    Phone carol = bank.phone("carol");
    Call carols =
        carol.call(
            call.remoteTarget(),
            "application/sdp",
            Sdps.offer("carol", 1),
            "Supported: timer\r\nSession-Expires: 2;refresher=uac\r\n");
    assertThat(carols.answer().header("Session-Expires")).isEqualTo("2;refresher=uac");
    assertThat(carols.await("BYE").header("Reason")).contains("408");
    charged("START 1", "INTERIM 3", "INTERIM 2");
    assertThat(stage.credit()).containsExactly("INITIAL 1", "UPDATE 3", "UPDATE 2");
  }

  @Test
  void aRefreshOfOursThatFindsNobodyIsALeave() {
    Phone carol = bank.phone("carol");
    Call carols = carol.call(call.remoteTarget());
    assertThat(carols.status()).isEqualTo(200);
    carols.changesGet(481);
    carols.await("BYE");
    charged("START 1", "INTERIM 3", "INTERIM 2");
  }

  @Test
  void anEjectionWithoutAnAnswerIsALeaveAllTheSame() {
    Phone carol = bank.phone("carol");
    Call carols = carol.call(call.remoteTarget()).withoutAnswerToBye();
    assertThat(carols.status()).isEqualTo(200);
    // Her ACK makes it a join, and may be overtaken by another call's request.
    Await.until(() -> stage.records().size() == 2, "the join");
    call.refer(carol.uri() + ";method=BYE", "Refer-Sub: false\r\n").answer();
    carols.await("BYE");
    charged("START 1", "INTERIM 3", "INTERIM 2");
  }

  @Test
  void aWatcherWhoseConferenceEndsLeavesNothingBehind() {
    Call watch = alice.subscribe(call.remoteTarget(), 600);
    assertThat(watch.await("NOTIFY").header("Subscription-State")).startsWith("active");
    assertThat(alice.subscribe(call.remoteTarget(), 0).await("NOTIFY").header("Subscription-State"))
        .startsWith("terminated");
    call.bye();
    Objects.requireNonNull(bob.latest()).bye();
    SipText last = watch.await("NOTIFY");
    while (!last.header("Subscription-State").startsWith("terminated")) {
      last = watch.await("NOTIFY");
    }
  }

  @Test
  void aJoinThatIsNeverAcknowledgedIsTakenBack() {
    Phone carol = bank.phone("carol").withoutAck();
    Call carols = carol.call(call.remoteTarget());
    assertThat(carols.status()).isEqualTo(200);
    carols.await("BYE");
    Await.until(() -> stage.credit().size() == 3, "the join and its end");
    assertThat(stage.credit()).containsExactly("INITIAL 1", "UPDATE 3", "UPDATE 2");
  }

  @Test
  void anAcceptanceThatCannotBeAcknowledgedIsNoParticipant() {
    Phone carol = bank.phone("carol").manner(Manner.IGNORE);
    assertThat(call.refer(carol.uri(), "").status()).isEqualTo(202);
    Call carols = carol.incoming();
    carols.contact("").accept();
    SipText report = call.await("NOTIFY");
    while (!report.header("Subscription-State").startsWith("terminated")) {
      report = call.await("NOTIFY");
    }
    assertThat(report.body()).doesNotContain("SIP/2.0 2");
    assertThat(stage.credit()).isEqualTo(List.of("INITIAL 1"));
  }
}
