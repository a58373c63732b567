package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.conference.UserAddress;
import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.Phone.Manner;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Request;
import io.tollgate.phone.Sdps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A step of a conference that throws, and members who cannot be reached: every request gets its one
 * final answer, charging is settled, and nothing is left.
 */
class FailingConferencesIT {
  private static ChargedStage stage;
  private PhoneBank bank;
  private Phone alice;
  private Phone bob;
  private int bills;

  @BeforeAll
  static void start() {
    stage = new ChargedStage("both", "im", Map.of("conference.no-answer", "2s"));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void phones() {
    bank = new PhoneBank(stage.port());
    alice = bank.phone("alice");
    bob = bank.phone("bob");
    bills = stage.lab().cdrs().sessions().size();
  }

  @AfterEach
  void nothingIsLeft() {
    for (Phone phone : List.of(bob, alice)) {
      Call call = phone.latest();
      if (call != null) {
        call.bye();
      }
    }
    Await.until(() -> stage.lab().cdrs().sessions().size() > bills, "the bill");
    stage.awaitAllClosed();
    Await.until(() -> stage.application().sipContainer().liveSessions() == 0, "sessions to end");
    Await.until(
        () -> stage.application().meters().get("tollgate.sip.legs").gauge().value() == 0,
        "legs to end");
    Await.until(() -> stage.application().sipContainer().pendingWork() == 0, "work to be done");
    bank.close();
  }

  private static Call latest(Phone phone) {
    return Objects.requireNonNull(phone.latest());
  }

  private Call running() {
    Call call = alice.convene(stage.factory(), bob);
    assertThat(call.status()).isEqualTo(200);
    bob.incoming().await("ACK");
    return call;
  }

  /** In the conference that bob's invitation is of. */
  private static void fail(String conference) {
    FocusConference focus =
        Objects.requireNonNull(stage.application().conferences().find(UserAddress.of(conference)));
    focus
        .owner()
        .execute(
            () -> {
              throw new UnsupportedOperationException("a step of the test");
            });
  }

  private static String uri(SipText invitation) {
    return invitation.header("Contact").replaceFirst(".*<([^>]*)>.*", "$1");
  }

  @Test
  void whileItIsSetUpItsInitiatorIsRefusedAndThoseWhoRingAreCancelled() {
    bob.manner(Manner.RING);
    Call call = alice.convene(stage.factory(), bob);
    Call bobs = bob.incoming();
    fail(uri(bobs.invitation()));
    assertThat(call.status()).isEqualTo(500);
    bobs.await("CANCEL");
  }

  @Test
  void whenItIsUpEverybodyIsSentAway() {
    Call call = running();
    call.subscribe(600);
    call.await("NOTIFY");
    fail(call.remoteTarget());
    latest(bob).await("BYE");
    call.await("BYE");
  }

  @Test
  void whatIsAskedOfItAtTheSameTimeGetsItsAnswer() {
    Call call = running();
    Request refer = call.refer(bank.phone("carol").uri(), "");
    Request change = latest(bob).reinvite(Sdps.offer("bob", 2, "a=max-size:4096\r\n"));
    Request watch = call.subscribe(600);
    fail(call.remoteTarget());
    for (Request each : List.of(refer, change, watch)) {
      assertThat(each.status()).isGreaterThanOrEqualTo(200);
    }
    call.await("BYE");
  }

  private List<String> nowhere(String way) {
    return List.of(
        switch (way) {
          case "unknown" -> "sip:nobody@no-such-host.invalid";
          case "closed" -> "sip:nobody@127.0.0.1:1;transport=tcp";
          case "tel" -> "tel:+4930123456";
          default -> "sip:nobody@127.0.0.1;transport=ws";
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "closed", "tel", "ws"})
  void whoInvitesOnlyThoseWhoCannotBeReachedIsRefused(String way) {
    assertThat(alice.convene(stage.factory(), nowhere(way)).status()).isIn(404, 480);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "closed", "tel", "ws"})
  void aReferToSomebodyWhoCannotBeReachedSaysSo(String way) {
    Call call = running();
    assertThat(call.refer(nowhere(way).get(0), "").status()).isEqualTo(202);
    SipText report = call.await("NOTIFY");
    while (!report.header("Subscription-State").startsWith("terminated")) {
      report = call.await("NOTIFY");
    }
    assertThat(report.body()).matches("(?s)SIP/2.0 (404|480) .*");
    latest(bob).bye();
    call.await("BYE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "closed", "tel", "ws"})
  void aMessageToAListReachesThoseWhoAreThere(String way) {
    assertThat(send(nowhere(way).get(0), bob.uri() + ";user=phone").status()).isEqualTo(202);
    SipText copy = bob.standalone("MESSAGE");
    assertThat(copy.startLine()).contains(";user=phone SIP/2.0");
    assertThat(copy.body()).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "closed", "tel", "ws"})
  void aMessageToAListOfNobodyWhoIsThereIsAnswered(String way) {
    assertThat(send(nowhere(way).get(0)).status()).isGreaterThanOrEqualTo(200);
  }

  private Request send(String... recipients) {
    StringBuilder entries = new StringBuilder();
    for (String uri : recipients) {
      entries.append("<entry uri=\"").append(uri).append("\"/>");
    }
    return alice.request(
        stage.factory(),
        "MESSAGE",
        "Require: recipient-list-message\r\n",
        "multipart/mixed;boundary=list",
        "--list\r\nContent-Type: application/resource-lists+xml\r\n"
            + "Content-Disposition: recipient-list\r\n\r\n"
            + "<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list>"
            + entries
            + "</list></resource-lists>\r\n--list\r\nContent-Type: text/plain\r\n\r\nhello"
            + "\r\n--list--\r\n");
  }
}
