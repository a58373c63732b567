package io.tollgate.sip.controlling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.content.Documents;
import io.tollgate.harness.Await;
import io.tollgate.lab.cdf.AccountingRecord;
import io.tollgate.lab.cdf.Column;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Request;
import io.tollgate.phone.Sdps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is content is charged or refused, whichever SIP request it comes in. */
class ContentIT {
  private static final String TEXT = "see you at five";
  private static final String IMDN = "message/imdn+xml";
  private static final String COMPOSING = "application/im-iscomposing+xml";

  private ChargedStage stage;
  private PhoneBank bank;
  private Phone alice;
  private Phone bob;

  @BeforeEach
  void start() {
    stage = new ChargedStage("both", "im", Map.of("deferred.on", "480", "sip.ack-wait", "2s"));
    bank = new PhoneBank(stage.port());
    alice = bank.phone("alice");
    bob = bank.phone("bob");
  }

  @AfterEach
  void stop() {
    bank.close();
    stage.close();
  }

  private long events() {
    return stage.records().stream()
        .filter(record -> record.type().toString().equals("EVENT"))
        .count();
  }

  private int message(String type, String body) {
    return alice.request(bob.uri(), "MESSAGE", "", type, body).status();
  }

  @Test
  void notificationsInPageModeCostNothing() {
    assertThat(message(COMPOSING, Documents.COMPOSING)).isEqualTo(200);
    assertThat(bob.standalone("MESSAGE").body()).isEqualTo(Documents.COMPOSING);
    assertThat(message(IMDN, Documents.IMDN)).isEqualTo(200);
    assertThat(message("message/cpim", Documents.wrapped(Documents.IMDN))).isEqualTo(200);
    assertThat(message("", "")).isEqualTo(200);
    assertThat(message(IMDN, TEXT)).isEqualTo(200);
    assertThat(
            message(
                "message/cpim",
                Documents.wrapped(Documents.IMDN).replace("\r\n\r\n", "\r\nSubject: hi\r\n\r\n")))
        .isEqualTo(200);
    Request subject =
        alice.request(bob.uri(), "MESSAGE", "Subject: " + TEXT + "\r\n", IMDN, Documents.IMDN);
    assertThat(subject.status()).isEqualTo(200);
    Await.until(() -> events() == 3, "three events");
    assertThat(stage.ccrs()).hasSize(3);
  }

  @Test
  void aNotificationForSomebodyWhoIsAwayIsKeptAndStillFree() {
    bob.answering(480);
    assertThat(message(IMDN, Documents.IMDN)).isEqualTo(202);
    assertThat(message("text/plain", TEXT)).isEqualTo(202);
    Await.until(() -> events() > 0, "the text's event");
    assertThat(bob.standalone("MESSAGE").body()).isEqualTo(Documents.IMDN);
    assertThat(bob.standalone("MESSAGE").body()).isEqualTo(TEXT);
    long before = events();
    int asked = stage.ccrs().size();
    assertThat(asked).isEqualTo(1);
    bob.answering(200);
    bob.request(bob.uri(), "REGISTER", "Expires: 60\r\n", "", "");
    bob.standalone("MESSAGE");
    bob.standalone("MESSAGE");
    Await.until(() -> events() >= before + 1, "the text's retrieval");
    assertThat(events()).isEqualTo(before + 1);
  }

  @Test
  void messagesWithinADialogCountLikeTheSessionsOthers() {
    Call call = alice.call(bob.uri());
    assertThat(call.status()).isEqualTo(200);
    Call bobs = bob.incoming();
    bobs.await("ACK");
    assertThat(call.send("MESSAGE", "", "text/plain", TEXT).status()).isEqualTo(200);
    assertThat(bobs.await("MESSAGE").body()).isEqualTo(TEXT);
    assertThat(bobs.send("MESSAGE", "", IMDN, TEXT).status()).isEqualTo(200);
    assertThat(call.send("MESSAGE", "", COMPOSING, Documents.COMPOSING).status()).isEqualTo(200);
    assertThat(bobs.send("MESSAGE", "", "message/cpim", Documents.wrapped(Documents.IMDN)).status())
        .isEqualTo(200);
    assertThat(call.send("INFO", "", "text/plain", TEXT).status()).isEqualTo(415);
    assertThat(call.send("INFO", "", "application/dtmf-relay", "Signal=5\r\nDuration=160").status())
        .isEqualTo(200);
    assertThat(call.send("OPTIONS", "", "application/sdp", TEXT).status()).isEqualTo(415);
    assertThat(call.bye().status()).isEqualTo(200);
    stage.awaitAllClosed(1);
    AccountingRecord stop =
        stage.records().stream()
            .filter(record -> record.type().toString().equals("STOP"))
            .findFirst()
            .orElseThrow();
    assertThat(List.of(stop.get(Column.SENT), stop.get(Column.SUCCESSFULLY_SENT)))
        .containsExactly("2", "2");
  }

  private Call conveneWith(String message) {
    String list =
        Sdps.withList(Sdps.offer("alice", 1), "<entry uri=\"" + bob.uri() + "\"/>")
            .replace("--list--", "--list\r\n" + message + "\r\n--list--");
    return alice.call(
        stage.factory(),
        "multipart/mixed;boundary=list",
        list,
        "Require: recipient-list-invite\r\n");
  }

  @Test
  void theMessageInAnInviteReachesTheInvitedAndIsCounted() {
    Call call = conveneWith("Content-Type: text/plain\r\n\r\n" + TEXT);
    assertThat(call.status()).isEqualTo(200);
    Call bobs = bob.incoming();
    assertThat(bobs.invitation().header("Content-Type")).startsWith("multipart/mixed");
    assertThat(bobs.invitation().body()).contains(TEXT).contains("m=message");
    bobs.await("ACK");
    call.bye();
    stage.awaitAllClosed(1);
    AccountingRecord stop =
        stage.records().stream()
            .filter(record -> record.type().toString().equals("STOP"))
            .findFirst()
            .orElseThrow();
    assertThat(
            List.of(
                stop.get(Column.SENT),
                stop.get(Column.SUCCESSFULLY_SENT),
                stop.get(Column.EXPLODED),
                stop.get(Column.SUCCESSFULLY_EXPLODED)))
        .containsOnly("1");
    assertThat(conveneWith("Content-Type: image/png\r\n\r\n" + TEXT).status()).isEqualTo(415);
  }

  @Test
  void aConnectionThatEndsInTheMiddleOfAMessageSendsNone() throws Exception {
    for (int length : new int[] {1, 40, TEXT.length() - 2, TEXT.length()}) {
      String message =
          "MESSAGE "
              + bob.uri()
              + " SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bK"
              + System.nanoTime()
              + "\r\nFrom: <sip:alice@x>;tag=1\r\nTo: <"
              + bob.uri()
              + ">\r\nCall-ID: "
              + System.nanoTime()
              + "\r\nCSeq: 1 MESSAGE\r\nMax-Forwards: 70\r\nContent-Type: text/plain\r\n"
              + "Content-Length: "
              + TEXT.length()
              + "\r\n\r\n"
              + TEXT;
      try (java.net.Socket socket = new java.net.Socket("127.0.0.1", stage.port())) {
        int end = length == TEXT.length() ? message.length() : message.length() - length;
        socket.getOutputStream().write(message.substring(0, end).getBytes(US_ASCII));
        socket.getOutputStream().flush();
      }
    }
    assertThat(bob.standalone("MESSAGE").body()).isEqualTo(TEXT);
    Await.until(() -> events() == 1, "the event of the whole one");
    assertThat(stage.ccrs()).hasSize(1);
  }

  @Test
  void requestsThatNothingIsChargedForCarryNoContent() {
    bob.answering(404);
    for (String method : List.of("OPTIONS", "PUBLISH", "SUBSCRIBE", "REFER")) {
      String headers =
          "Event: presence\r\nExpires: 600\r\n"
              + (method.equals("REFER") ? "Refer-To: <sip:x@y>\r\n" : "");
      for (String type : List.of("text/plain", "application/sdp", "application/pidf+xml", IMDN)) {
        Request request = alice.request(bob.uri(), method, headers, type, TEXT);
        assertThat(request.status()).as(method + " " + type).isEqualTo(415);
        assertThat(request.answer().header("Accept")).contains("application/sdp");
      }
      assertThat(alice.request(bob.uri(), method, headers, "", "").status()).isEqualTo(404);
      bob.standalone(method);
    }
    assertThat(alice.call(bob.uri(), "text/plain", TEXT, "").status()).isEqualTo(415);
    assertThat(alice.call(bob.uri(), "application/sdp", Sdps.offer("alice", 1), "").status())
        .isEqualTo(200);
  }
}
