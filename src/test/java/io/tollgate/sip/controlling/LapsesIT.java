package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.lab.cdf.CallDetail;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.Phone.Manner;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Sdps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Participants who fall silent: each is a leave, charged once, and the others go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LapsesIT {
  private ChargedStage stage;
  private PhoneBank bank;
  private Phone alice;
  private Phone bob;
  private Call call;
  private Set<String> earlier;
  private int creditBefore;

  @BeforeAll
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
  }

  @BeforeEach
  void convene() {
    earlier = sessions();
    creditBefore = stage.credit().size();
    bank = new PhoneBank(stage.port()).patience(20);
    alice = bank.phone("alice");
    bob = bank.phone("bob");
    call = alice.convene(stage.factory(), bob);
    assertThat(call.status()).isEqualTo(200);
    bob.incoming().await("ACK");
    Await.until(() -> records().size() == 1, "the START");
  }

  @AfterEach
  void itIsOver() {
    call.bye();
    Objects.requireNonNull(bob.latest()).bye();
    stage.awaitAllClosed();
    assertThat(ours()).hasSize(1);
    bank.close();
  }

  /** Looked at once for all: what nobody answers takes half a minute to be gone. */
  @AfterAll
  void nothingIsLeft() {
    Await.until(
        () -> stage.server.application().sipContainer().liveSessions() == 0, "sessions to be gone");
    stage.close();
  }

  private Set<String> sessions() {
    return stage.lab.cdrs().sessions().stream()
        .map(CallDetail::sessionId)
        .collect(Collectors.toSet());
  }

  /** Those of this test. */
  private Set<String> ours() {
    Set<String> ours = sessions();
    ours.removeAll(earlier);
    return ours;
  }

  private List<String> records() {
    return ours().stream().flatMap(session -> stage.records(session).stream()).toList();
  }

  private List<String> credit() {
    List<String> all = stage.credit();
    return all.subList(creditBefore, all.size());
  }

  private void charged(String... participants) {
    Await.until(() -> records().size() == participants.length, "the records");
    assertThat(records()).containsExactly(participants);
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
    assertThat(credit()).containsExactly("INITIAL 1", "UPDATE 3", "UPDATE 2");
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
    Await.until(() -> records().size() == 2, "the join");
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
    Await.until(() -> credit().size() == 3, "the join and its end");
    assertThat(credit()).containsExactly("INITIAL 1", "UPDATE 3", "UPDATE 2");
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
    assertThat(credit()).isEqualTo(List.of("INITIAL 1"));
  }
}
