package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What user agents do to each other when their messages cross. */
class RacesIT extends RawCallFixture {

  RacesIT() {
    super(Map.of("sip.no-answer", "20s", "sip.ack-wait", "2s"));
  }

  @Test
  void anAnswerThatCrossesTheCancelIsAcknowledgedAndHungUp() {
    call.send("INVITE", 1, "z9hG4bKcrossing" + call.callId(), RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "180 Ringing", "b1");
    caller.await("SIP/2.0 180");

    call.send("CANCEL", 1, "z9hG4bKcrossing" + call.callId());
    assertThat(caller.await("SIP/2.0 487").header("CSeq")).isEqualTo("1 INVITE");
    SipText cancel = callee.await("CANCEL");
    callee.answer(cancel, "200 OK", "b1");
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));

    callee.await("ACK");
    callee.answer(callee.await("BYE"), "200 OK", "");
  }

  @Test
  void theSecondAnswerOfAForkIsAcknowledgedAndHungUp() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "180 Ringing", "b1");
    callee.answer(invite, "180 Ringing", "b2");
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.ack(caller.await("SIP/2.0 200"));
    assertThat(callee.await("ACK").header("To")).contains("tag=b1");

    callee.answer(invite, "200 OK", "b2", RawCall.sdp(1, "sendrecv"));

    assertThat(callee.await("ACK").header("To")).contains("tag=b2");
    SipText bye = callee.await("BYE");
    assertThat(bye.header("To")).contains("tag=b2");
    callee.answer(bye, "200 OK", "");
    call.hangUp();
  }

  /** RFC 3261 13.2.2.4: as long as 64*T1 after the first. */
  @Test
  void theLateAnswerOfABranchThatNeverRangIsAcknowledgedAndHungUp() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "180 Ringing", "b1");
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.ack(caller.await("SIP/2.0 200"));
    assertThat(callee.await("ACK").header("To")).contains("tag=b1");
    assertThat(callee.drain(3_000)).isEmpty();

    hangsUpOn(invite, "b2");
    hangsUpOn(invite, "b3");
    call.hangUp();
  }

  /** RFC 3261 13.2.2.4, even when the call is over. */
  @Test
  void anAnswerThatComesAfterTheCallIsAcknowledgedAndHungUp() {
    SipText invite = call.establish();
    call.hangUp();
    Await.until(
        () -> server.application().sipContainer().liveSessions() == 0, "the session to end");

    hangsUpOn(invite, "b2");
    // Longer than the stack keeps a dialog that has ended.
    assertThat(callee.drain(9_000)).isEmpty();
    callee.answer(invite, "180 Ringing", "b3");
    callee.answer(invite, "486 Busy Here", "b4");
    hangsUpOn(invite, "b3");
    callee.forget();
    callee.answer(invite, "200 OK", "b3", RawCall.sdp(1, "sendrecv"));
    assertThat(callee.await("ACK").header("To")).contains("tag=b3");
    assertThat(callee.drain(1_000)).isEmpty();
  }

  private void hangsUpOn(SipText invite, String branch) {
    callee.answer(invite, "200 OK", branch, RawCall.sdp(1, "sendrecv"));
    assertThat(callee.await("ACK").header("To")).contains("tag=" + branch);
    SipText bye = callee.await("BYE");
    assertThat(bye.header("To")).contains("tag=" + branch);
    callee.answer(bye, "200 OK", "");
  }

  @Test
  void aCallerThatNeverAcknowledgesIsHungUpOn() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.confirm(caller.await("SIP/2.0 200"));

    SipText bye = callee.await("BYE");
    assertThat(bye.header("Reason")).contains("no ACK");
    callee.answer(bye, "200 OK", "");
    caller.answer(caller.await("BYE"), "200 OK", "");
  }

  @Test
  void aByeOvertakesAReinvite() {
    call.establish();
    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    callee.await("INVITE");

    call.request("BYE");

    assertThat(caller.await("SIP/2.0 200").header("CSeq")).isEqualTo("3 BYE");
    assertThat(caller.await("SIP/2.0 487").header("CSeq")).isEqualTo("2 INVITE");
    callee.answer(callee.await("BYE"), "200 OK", "");
  }

  @Test
  void aSecondReinviteIsToldToWait() {
    call.establish();
    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    SipText change = callee.await("INVITE");

    call.request("INVITE", RawCall.sdp(3, "inactive"));

    SipText busy = caller.await("SIP/2.0 500");
    assertThat(busy.header("CSeq")).isEqualTo("3 INVITE");
    assertThat(Integer.parseInt(busy.header("Retry-After"))).isBetween(0, 10);
    callee.answer(change, "200 OK", "", RawCall.sdp(2, "recvonly"));
    call.ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    call.hangUp();
  }

  @Test
  void theSameRequestOnASecondWayIsALoop() {
    call.send("INVITE", 1, "z9hG4bKone" + call.callId(), RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");

    call.send("INVITE", 1, "z9hG4bKtwo" + call.callId(), RawCall.sdp(1, "sendrecv"));

    assertThat(caller.await("SIP/2.0 482").header("Via")).contains("z9hG4bKtwo");
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    call.hangUp();
  }

  @Test
  void ourOwnRequestThatComesBackUnchangedIsALoop() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");

    callee.sendText(
        invite
            .text()
            .replaceFirst(
                "Via: ",
                "Via: SIP/2.0/UDP 127.0.0.1:" + callee.port() + ";branch=z9hG4bKback\r\nVia: ")
            .replaceFirst(
                "\r\n", "\r\nRoute: <sip:127.0.0.1:" + callee.serverPort() + ";lr;orig>\r\n"));

    callee.await("SIP/2.0 482");
    callee.answer(invite, "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
  }

  @Test
  void aRequestThatMayNotTravelFurtherIsRefused() {
    call.invite(RawCall.with(RawCall.sdp(1, "sendrecv"), "Max-Forwards: 0"));
    caller.await("SIP/2.0 483");
  }

  @Test
  void anExtensionThatNobodyKnowsIsRefused() {
    call.invite(RawCall.with(RawCall.sdp(1, "sendrecv"), "Require: timer, telepathy"));
    assertThat(caller.await("SIP/2.0 420").header("Unsupported")).isEqualTo("telepathy");
  }

  @Test
  void aSessionIntervalBelowTheMinimumIsRefused() {
    call.invite(
        RawCall.with(RawCall.sdp(1, "sendrecv"), "Supported: timer", "Session-Expires: 60"));
    assertThat(caller.await("SIP/2.0 422").header("Min-SE")).isEqualTo("90");
    assertThat(callee.drain(100)).isEmpty();
  }

  @Test
  void aCalleeThatWantsALongerIntervalIsAskedAgain() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText first = callee.await("INVITE");
    callee.answer(first, "422 Session Interval Too Small", "b1", "Min-SE: 7200");
    callee.await("ACK");

    SipText second = callee.await("INVITE");
    assertThat(second.header("Session-Expires")).isEqualTo("7200");
    assertThat(second.header("Min-SE")).isEqualTo("7200");
    callee.answer(second, "200 OK", "b2", RawCall.sdp(1, "sendrecv"));
    call.ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    call.hangUp();
  }

  @Test
  void aSessionRefreshIsAnsweredWithoutTheOtherSide() {
    call.establish("Supported: timer");
    call.request(
        "INVITE",
        RawCall.with(
            RawCall.sdp(1, "sendrecv"), "Supported: timer", "Session-Expires: 1800;refresher=uac"));
    SipText ok = caller.await("SIP/2.0 200");
    assertThat(ok.header("Session-Expires")).isEqualTo("1800;refresher=uac");
    assertThat(ok.body()).contains("m=audio");
    call.ack(ok);

    assertThat(callee.drain(200)).isEmpty();
    call.hangUp();
  }

  @Test
  void requestsInTheDialogPassWithTheirAnswers() {
    call.establish();
    for (String method : new String[] {"INFO", "OPTIONS", "MESSAGE", "UPDATE"}) {
      call.request(method, "X-Mark: " + method);
      SipText passed = callee.await(method);
      assertThat(passed.header("X-Mark")).isEqualTo(method);
      callee.answer(passed, "200 OK", "", "X-Answer: " + method);
      SipText ok = caller.await("SIP/2.0 200");
      assertThat(ok.header("CSeq")).endsWith(method);
      assertThat(ok.header("X-Answer")).isEqualTo(method);
    }
    call.request("REFER", "Refer-To: <sip:carol@example.com>");
    SipText refer = callee.await("REFER");
    assertThat(refer.header("Refer-To")).isEqualTo("<sip:carol@example.com>");
    callee.answer(refer, "202 Accepted", "");
    caller.await("SIP/2.0 202");
    call.hangUp();
  }

  @Test
  void aReliableRingingIsAcknowledgedByTheCaller() {
    call.invite(RawCall.with(RawCall.sdp(1, "sendrecv"), "Supported: 100rel"));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "180 Ringing", "b1", "Require: 100rel", "RSeq: 17");
    SipText ringing = caller.await("SIP/2.0 180");
    assertThat(ringing.header("Require")).isEqualTo("100rel");
    call.confirm(ringing);
    call.request("PRACK", "RAck: " + ringing.header("RSeq") + " 1 INVITE");

    SipText prack = callee.await("PRACK");
    assertThat(prack.header("RAck")).isEqualTo("17 1 INVITE");
    callee.answer(prack, "200 OK", "");
    assertThat(caller.await("SIP/2.0 200").header("CSeq")).endsWith("PRACK");
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    call.hangUp();
  }

  /** A client refuses as soon as it rings: its end may be there before the PRACK is passed on. */
  @RepeatedTest(10)
  void aPrackThatCrossesARefusalGetsItsAnswerAndTheCallerHearsOfTheRefusal() {
    call.invite(RawCall.with(RawCall.sdp(1, "sendrecv"), "Supported: 100rel"));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "180 Ringing", "b1", "Require: 100rel", "RSeq: 17");
    SipText ringing = caller.await("SIP/2.0 180");
    call.confirm(ringing);
    callee.answer(invite, "486 Busy Here", "b1");
    call.request("PRACK", "RAck: " + ringing.header("RSeq") + " 1 INVITE");

    assertThat(caller.await("SIP/2.0 486").header("CSeq")).endsWith("INVITE");
  }

  /** RFC 3262 3. */
  @Test
  void aPrackOfNothingGets481AndTheRightOneIsServed() {
    call.invite(RawCall.with(RawCall.sdp(1, "sendrecv"), "Supported: 100rel"));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "180 Ringing", "b1", "Require: 100rel", "RSeq: 17");
    SipText ringing = caller.await("SIP/2.0 180");
    call.confirm(ringing);
    int number = Integer.parseInt(ringing.header("RSeq"));
    for (String wrong : new String[] {number + 7 + " 1 INVITE", number + " 9 INVITE"}) {
      call.request("PRACK", "RAck: " + wrong);
      assertThat(caller.await("SIP/2.0 481").header("CSeq")).endsWith("PRACK");
    }
    call.request("PRACK", "RAck: " + number + " 1 INVITE");
    callee.answer(callee.await("PRACK"), "200 OK", "");
    assertThat(caller.await("SIP/2.0 200").header("CSeq")).endsWith("PRACK");
    call.request("PRACK", "RAck: " + number + " 1 INVITE");
    assertThat(caller.await("SIP/2.0 481").header("CSeq")).endsWith("PRACK");
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    call.hangUp();
  }

  @Test
  void aReinviteWithoutAnOfferIsAnsweredInTheAck() {
    call.establish();
    call.request("INVITE");
    SipText asked = callee.await("INVITE");
    assertThat(asked.body()).isEmpty();
    callee.answer(asked, "200 OK", "", RawCall.sdp(2, "sendrecv"));
    SipText ok = caller.await("SIP/2.0 200");
    assertThat(ok.body()).contains("o=- 7 2");
    call.confirm(ok);
    call.send("ACK", 2, "z9hG4bKack" + call.callId(), RawCall.sdp(3, "inactive"));

    assertThat(callee.await("ACK").body()).contains("a=inactive");
    call.hangUp();
  }

  @Test
  void anAckThatTheNextInviteOvertookIsNotTakenForItsOwn() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    callee.answer(callee.await("INVITE"), "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.confirm(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    call.request("INVITE");
    call.send("ACK", 1, "z9hG4bKlate" + call.callId());
    callee.answer(callee.await("INVITE"), "200 OK", "", RawCall.sdp(2, "sendrecv"));
    caller.await(
        message ->
            message.startLine().startsWith("SIP/2.0 200")
                && message.header("CSeq").equals("2 INVITE"),
        "200 to the re-INVITE");

    call.send("ACK", 2, "z9hG4bKack" + call.callId(), RawCall.sdp(3, "inactive"));

    assertThat(callee.await("ACK").body()).contains("a=inactive");
    call.hangUp();
  }

  @Test
  void aReinviteWhoseForerunnerIsNeverAcknowledgedIsServedAllTheSame() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    callee.answer(callee.await("INVITE"), "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.confirm(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    call.request("INVITE", RawCall.sdp(2, "sendonly"));
    callee.answer(callee.await("INVITE"), "200 OK", "", RawCall.sdp(2, "recvonly"));
    caller.await(
        message ->
            message.startLine().startsWith("SIP/2.0 200")
                && message.header("CSeq").equals("2 INVITE"),
        "200 to the re-INVITE");
    call.send("ACK", 2, "z9hG4bKack" + call.callId());
    callee.await("ACK");
    call.hangUp();
  }

  @Test
  void anAcceptanceThatCannotBeAcknowledgedIsNoCall() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    callee.answerFrom("", callee.await("INVITE"), "200 OK", "b1", RawCall.sdp(1, "sendrecv"));

    assertThat(caller.await("SIP/2.0 480").header("Reason")).contains("cannot be reached");
  }

  @Test
  void anIcidWithAnUnquotedAtIsKept() {
    call.invite(
        RawCall.with(
            RawCall.sdp(1, "sendrecv"),
            "P-Charging-Vector: icid-value=a1@home.example;orig-ioi=home.example"));
    SipText invite = callee.await("INVITE");
    assertThat(invite.headers("P-Charging-Vector"))
        .containsExactly("icid-value=\"a1@home.example\";orig-ioi=home.example");
    callee.answer(invite, "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
  }
}
