package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes through from one party to the other, and the same session in both of its halves. */
class PassedThroughIT extends RawCallFixture {

  PassedThroughIT() {
    super(Map.of());
  }

  /** RFC 4579 5.1: a client tells a group from a chat of two by it. */
  @Test
  void thatTheCalleeIsAFocusReachesTheCaller() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText invite = callee.await("INVITE");
    callee.answerFrom(
        "<sip:conf-7@127.0.0.1:" + callee.port() + ">;isfocus;+g.oma.sip-im",
        invite,
        "200 OK",
        "b1",
        RawCall.sdp(1, "sendrecv"));
    SipText ok = caller.await("SIP/2.0 200");
    assertThat(ok.header("Contact")).contains("sip:conf-7@").contains("isfocus").contains("sip-im");
    call.ack(ok);
    callee.await("ACK");
    call.hangUp();
  }

  @Test
  void thatTheCallerIsAFocusReachesTheCallee() {
    SipText invited = inviteFromFocus();
    assertThat(invited.header("Contact")).contains(";isfocus").contains("sip:conf-8@");
    callee.answer(invited, "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
  }

  private SipText inviteFromFocus() {
    String[] sdp = RawCall.sdp(1, "sendrecv");
    caller.send(
        RawCall.with(
            sdp,
            "INVITE sip:bob@127.0.0.1:" + callee.port() + " SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + ";branch=z9hG4bKfocus" + call.callId(),
            "From: <sip:conf-8@example.com>;tag=a1",
            "To: <sip:bob@example.com>",
            "Call-ID: " + call.callId(),
            "CSeq: 1 INVITE",
            "Contact: <sip:conf-8@127.0.0.1:" + caller.port() + ">;isfocus",
            "Max-Forwards: 70"));
    return callee.await("INVITE");
  }

  /** RFC 6665 3.1.1 asks for Expires; without it the container could not send the answer on. */
  @Test
  void anAnswerToSubscribeWithoutExpiresMeansWhatWasAskedFor() {
    call.request("SUBSCRIBE", "Event: presence", "Expires: 2");
    callee.answer(callee.await("SUBSCRIBE"), "200 OK", "b1");
    assertThat(caller.await("SIP/2.0 200").header("Expires")).isEqualTo("2");
  }

  /** A first message travels in the INVITE beside the session description. */
  @Test
  void whatStandsBesideTheSessionDescriptionReachesTheCallee() {
    String body =
        String.join(
            "\r\n",
            "--edge",
            "Content-Type: application/sdp",
            "",
            "v=0",
            "o=- 7 1 IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "m=message 7654 TCP/MSRP *",
            "a=accept-types:text/plain",
            "a=path:msrp://127.0.0.1:7654/s1;tcp",
            "",
            "--edge",
            "Content-Type: message/cpim",
            "Content-ID: <first@example.com>",
            "",
            "the first message",
            "--edge--",
            "");
    call.invite(
        "Content-Type: multipart/mixed;boundary=edge",
        "Content-Length: " + (body.length() + 2),
        "",
        body);
    SipText invite = callee.await("INVITE");
    assertThat(invite.header("Content-Type")).contains("multipart/mixed");
    assertThat(invite.body())
        .contains("the first message")
        .contains("Content-ID: <first@example.com>")
        .contains("m=message")
        .doesNotContain("msrp://127.0.0.1:7654/s1");
    callee.answer(invite, "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
  }

  /** TS 24.229 5.4.3: the caller's half, then, at the same server, the callee's. */
  @Test
  void bothHalvesOfACallAreServedByOneServer() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText first = callee.await("INVITE");
    String target = first.startLine().split(" ")[1];
    // Who routes sends it back, unchanged, for the terminating half.
    callee.sendText(
        first
            .text()
            .replaceFirst(
                "\r\nVia: ",
                "\r\nVia: SIP/2.0/UDP 127.0.0.1:"
                    + callee.port()
                    + ";branch=z9hG4bKback"
                    + call.callId()
                    + "\r\nRoute: <sip:127.0.0.1:"
                    + server.sipPort()
                    + ";lr>\r\nVia: "));
    SipText second =
        callee.await(
            message ->
                message.startLine().startsWith("INVITE " + target)
                    && !message.header("Call-ID").equals(first.header("Call-ID")),
            "INVITE of the other half");
    callee.answer(second, "486 Busy Here", "b1");
    callee.await("SIP/2.0 486");
    callee.answer(first, "486 Busy Here", "b2");
    caller.await("SIP/2.0 486");
  }

  @Test
  void whatComesBackForTheSameHalfIsALoop() {
    call.invite(RawCall.sdp(1, "sendrecv"));
    SipText first = callee.await("INVITE");
    callee.sendText(
        first
            .text()
            .replaceFirst(
                "\r\nVia: ",
                "\r\nVia: SIP/2.0/UDP 127.0.0.1:"
                    + callee.port()
                    + ";branch=z9hG4bKloop"
                    + call.callId()
                    + "\r\nRoute: <sip:127.0.0.1:"
                    + server.sipPort()
                    + ";lr;orig>\r\nVia: "));
    callee.await("SIP/2.0 482");
    callee.answer(first, "486 Busy Here", "b2");
    caller.await("SIP/2.0 486");
  }
}
