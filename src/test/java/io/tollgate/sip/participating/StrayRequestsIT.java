package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.ErrorLog;
import io.tollgate.harness.SipText;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that belong to nothing, or lack something: answered, and no error of ours. */
class StrayRequestsIT extends RawCallFixture {
  private final ErrorLog log = ErrorLog.open();

  StrayRequestsIT() {
    super(Map.of("sip.no-answer", "20s"));
  }

  @AfterEach
  void nothingWasAnError() {
    assertThat(log.errors()).isEmpty();
  }

  @AfterAll
  void closeLog() {
    log.close();
  }

  /** With a tag of the container's form, as of a call that began before a restart, or another. */
  @ParameterizedTest
  @CsvSource({
    "BYE, 26732343_041231eb_28210163_44e1d5a5",
    "BYE, of-somebody-else",
    "INVITE, 26732343_041231eb_28210163_44e1d5a5",
    "INFO, of-somebody-else",
    "UPDATE, 26732343_041231eb_28210163_44e1d5a5",
    "MESSAGE, 26732343_041231eb_28210163_44e1d5a5",
    "BYE, 26732343_041231eb_28210163",
    "CANCEL, of-somebody-else"
  })
  void aRequestOfADialogThatIsNotKnownGets481(String method, String tag) {
    sendBare(method, method, ";tag=" + tag, "Contact: <sip:alice@127.0.0.1:" + caller.port() + ">");

    assertThat(caller.await("SIP/2.0 481").header("CSeq")).endsWith(method);
    assertThat(callee.drain(50)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BYE", "PRACK", "UPDATE", "INFO"})
  void aRequestThatIsOfADialogAndNamesNoneGets481(String method) {
    sendBare(method, method, "", "Contact: <sip:alice@127.0.0.1:" + caller.port() + ">");

    assertThat(caller.await("SIP/2.0 481").header("CSeq")).endsWith(method);
    assertThat(callee.drain(50)).isEmpty();
  }

  @Test
  void anAckOfNothingIsDropped() {
    sendBare("ACK", "ACK", ";tag=26732343_041231eb_28210163_44e1d5a5");
    assertThat(caller.drain(300)).isEmpty();
    assertThat(callee.drain(50)).isEmpty();
  }

  @Test
  void aRequestOfACallThatIsOverGets481() {
    call.establish();
    call.hangUp();
    Await.until(() -> server.application().sipContainer().liveSessions() == 0, "the call's end");
    call.request("INFO");
    caller.await("SIP/2.0 481");
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "180 Ringing", "486 Busy Here"})
  void anAnswerToNothingIsDropped(String status) {
    answer(status, "z9hG4bKnothing");
    assertThat(caller.drain(300)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "z9hG4bK"})
  void anAnswerWithABranchThatIsNotOursIsDropped(String branch) {
    answer("200 OK", branch);
    assertThat(caller.drain(300)).isEmpty();
  }

  /** RFC 3261 18.1.2: this server is no proxy, and not whose answer that is. */
  @Test
  void anAnswerToSomebodyElseIsDroppedAndNotSentOn() {
    caller.send(
        "SIP/2.0 200 OK",
        "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + ";branch=z9hG4bKelse",
        "Via: SIP/2.0/UDP 127.0.0.1:" + callee.port() + ";branch=z9hG4bKbefore",
        "From: <sip:alice@example.com>;tag=1",
        "To: <sip:bob@example.com>;tag=2",
        "Call-ID: " + UUID.randomUUID(),
        "CSeq: 1 OPTIONS",
        "Content-Length: 0");
    assertThat(callee.drain(300)).isEmpty();
    assertThat(caller.drain(50)).isEmpty();
  }

  private void answer(String status, String branch) {
    caller.send(
        "SIP/2.0 " + status,
        "Via: SIP/2.0/UDP 127.0.0.1:" + server.sipPort() + ";branch=" + branch,
        "From: <sip:alice@example.com>;tag=1",
        "To: <sip:bob@example.com>;tag=2",
        "Call-ID: " + UUID.randomUUID(),
        "CSeq: 1 INVITE",
        "Contact: <sip:bob@127.0.0.1:" + caller.port() + ">",
        "Content-Length: 0");
  }

  @Test
  void aCancelOfNothingGets481() {
    sendBare("CANCEL", "CANCEL", "");

    SipText refusal = caller.await("SIP/2.0 481");
    assertThat(refusal.header("CSeq")).isEqualTo("1 CANCEL");
    assertThat(refusal.header("To")).contains("tag=");
  }

  @Test
  void aCancelGets200AndSoDoesItsCopyWhenTheCallIsOver() {
    String branch = "z9hG4bKcancelled" + call.callId();
    call.send("INVITE", 1, branch, RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "180 Ringing", "b1");
    caller.await("SIP/2.0 180");

    call.send("CANCEL", 1, branch);
    SipText cancelled = caller.await("SIP/2.0 200");
    assertThat(cancelled.header("CSeq")).isEqualTo("1 CANCEL");
    assertThat(caller.await("SIP/2.0 487").header("To")).isEqualTo(cancelled.header("To"));
    call.send("ACK", 1, branch);
    callee.answer(callee.await("CANCEL"), "200 OK", "b1");
    callee.answer(invite, "487 Request Terminated", "b1");
    callee.await("ACK");

    caller.forget();
    call.send("CANCEL", 1, branch);
    assertThat(caller.await("SIP/2.0 200").header("CSeq")).isEqualTo("1 CANCEL");
  }

  @Test
  void aCancelThatComesAfterTheAnswerChangesNothing() {
    String branch = "z9hG4bKanswered" + call.callId();
    call.send("INVITE", 1, branch, RawCall.sdp(1, "sendrecv"));
    callee.answer(callee.await("INVITE"), "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    SipText ok = caller.await("SIP/2.0 200");

    call.send("CANCEL", 1, branch);
    assertThat(
            caller
                .await(message -> message.header("CSeq").equals("1 CANCEL"), "answer")
                .startLine())
        .matches("SIP/2.0 (200|481) .*");
    call.ack(ok);
    callee.await("ACK");
    call.hangUp();
  }

  /** RFC 3261 8.1.1.8 and 8.1.1.5, RFC 6665 4.1.2.1 and 4.1.3, RFC 3903 4. */
  @ParameterizedTest
  @CsvSource({
    "INVITE, INVITE, Contact",
    "SUBSCRIBE, SUBSCRIBE, Contact",
    "REFER, REFER, Contact",
    "NOTIFY, NOTIFY, Subscription-State",
    "PUBLISH, PUBLISH, Event",
    "OPTIONS, INVITE, Bad request"
  })
  void aRequestThatLacksAHeaderGets400AndTheReason(String method, String inCseq, String lacking) {
    sendBare(method, inCseq, "");

    assertThat(caller.await("SIP/2.0 400").startLine()).contains(lacking);
  }

  @Test
  void aCallerOfRfc2543NeedsNoContact() {
    String from = "<sip:alice@127.0.0.1:" + caller.port() + ">";
    caller.send(
        "INVITE sip:bob@127.0.0.1:" + callee.port() + " SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port(),
        "From: " + from,
        "To: <sip:bob@example.com>",
        "Call-ID: " + call.callId(),
        "CSeq: 1 INVITE");

    SipText invite = callee.await("INVITE");
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    SipText ok = caller.await("SIP/2.0 200");
    caller.send(
        "ACK " + RawCall.target(ok) + " SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port(),
        "From: " + from,
        "To: " + ok.header("To"),
        "Call-ID: " + call.callId(),
        "CSeq: 1 ACK");
    callee.await("ACK");
    call.calleeHangsUp(invite);
    SipText bye = caller.await("BYE");
    assertThat(bye.startLine()).contains("sip:alice@127.0.0.1:" + caller.port());
    caller.answer(bye, "200 OK", "");
    callee.await("SIP/2.0 200");
  }

  private void sendBare(String method, String inCseq, String toTag, String... more) {
    caller.send(
        RawCall.with(
            more,
            method + " sip:bob@127.0.0.1:" + callee.port() + " SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + ";branch=z9hG4bK" + UUID.randomUUID(),
            "From: <sip:alice@example.com>;tag=a1",
            "To: <sip:bob@example.com>" + toTag,
            "Call-ID: " + UUID.randomUUID(),
            "CSeq: 1 " + inCseq,
            "Max-Forwards: 70",
            "Content-Length: 0"));
  }
}
