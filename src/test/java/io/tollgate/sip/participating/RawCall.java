package io.tollgate.sip.participating;

import io.tollgate.harness.SipText;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The caller's half of one dialog, written out by hand. */
final class RawCall {
  private final RawUa caller;
  private final RawUa callee;
  private final String callId = UUID.randomUUID().toString();
  private String remoteTarget;
  private String to = "<sip:bob@example.com>";
  private int cseq;

  RawCall(RawUa caller, RawUa callee) {
    this.caller = caller;
    this.callee = callee;
    remoteTarget = "sip:bob@127.0.0.1:" + callee.port();
  }

  String callId() {
    return callId;
  }

  static String[] sdp(int version, String direction) {
    String body =
        String.join(
            "\r\n",
            "v=0",
            "o=- 7 " + version + " IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "m=audio 4000 RTP/AVP 0",
            "a=" + direction,
            "");
    return new String[] {
      "Content-Type: application/sdp",
      "Content-Length: " + body.length(),
      "",
      body.substring(0, body.length() - 2)
    };
  }

  static String[] with(String[] body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(body));
    return all.toArray(String[]::new);
  }

  void invite(String... lines) {
    request("INVITE", lines);
  }

  /** A new request of the dialog. */
  void request(String method, String... lines) {
    send(method, ++cseq, "z9hG4bK" + UUID.randomUUID(), lines);
  }

  /** ACK, CANCEL or a copy: with the number and the branch of another request. */
  void send(String method, int number, String branch, String... lines) {
    cseq = Math.max(cseq, number);
    List<String> text = new ArrayList<>();
    text.add(method + " " + remoteTarget + " SIP/2.0");
    text.add("Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + ";branch=" + branch);
    text.add("Route: <sip:127.0.0.1:" + caller.serverPort() + ";lr;orig>");
    text.add("From: <sip:alice@example.com>;tag=a1");
    text.add("To: " + to);
    text.add("Call-ID: " + callId);
    text.add("CSeq: " + number + " " + method);
    text.add("Contact: <sip:alice@127.0.0.1:" + caller.port() + ">");
    List<String> own = List.of(lines);
    if (own.stream().noneMatch(line -> line.startsWith("Max-Forwards"))) {
      text.add("Max-Forwards: 70");
    }
    text.addAll(own);
    if (!own.contains("")) {
      text.add("Content-Length: 0");
    }
    caller.send(text.toArray(String[]::new));
  }

  /** Learns the dialog from the 2xx and acknowledges it. */
  void ack(SipText ok) {
    confirm(ok);
    send("ACK", Integer.parseInt(ok.header("CSeq").split(" ")[0]), "z9hG4bK" + UUID.randomUUID());
  }

  void confirm(SipText ok) {
    to = ok.header("To");
    remoteTarget = target(ok);
  }

  /** Where the sender of a message wants later requests of the dialog. */
  static String target(SipText message) {
    return message.header("Contact").replaceFirst("^[^<]*<", "").replaceFirst(">.*$", "");
  }

  /** A BYE of the callee, who answered this INVITE with the tag b1. */
  void calleeHangsUp(SipText invite) {
    callee.send(
        "BYE " + target(invite) + " SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:" + callee.port() + ";branch=z9hG4bKbye" + callId,
        "From: " + invite.header("To") + ";tag=b1",
        "To: " + invite.header("From"),
        "Call-ID: " + invite.header("Call-ID"),
        "CSeq: 1 BYE",
        "Max-Forwards: 70",
        "Content-Length: 0");
  }

  /** From INVITE to ACK with an answer of the callee's; returns the INVITE that the callee got. */
  SipText establish(String... headers) {
    invite(with(sdp(1, "sendrecv"), headers));
    SipText invited = callee.await("INVITE");
    callee.answer(
        invited, "200 OK", "b1", with(sdp(1, "sendrecv"), "Allow: INVITE, ACK, BYE, UPDATE"));
    ack(caller.await("SIP/2.0 200"));
    callee.await("ACK");
    return invited;
  }

  /** The caller hangs up, and both sides are done. */
  void hangUp() {
    request("BYE");
    SipText bye = callee.await("BYE");
    callee.answer(bye, "200 OK", "");
    caller.await(
        message ->
            message.startLine().startsWith("SIP/2.0 200") && message.header("CSeq").endsWith("BYE"),
        "200 to BYE");
  }
}
