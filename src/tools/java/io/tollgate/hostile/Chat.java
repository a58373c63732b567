package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import io.tollgate.msrpclient.MsrpAgent;
import java.io.IOException;
import java.util.List;

/** A message session of one who pays and somebody else. */
final class Chat implements AutoCloseable {
  private final Talker caller;
  private final Talker callee;
  private final MsrpAgent mine;
  private final MsrpAgent theirs;
  private final String payer;
  private final String callId;
  private final SipText ok;
  private final SipText invited;
  private int sequence = 1;

  private Chat(
      Talker caller,
      Talker callee,
      MsrpAgent mine,
      MsrpAgent theirs,
      String payer,
      String callId,
      SipText invited,
      SipText ok) {
    this.caller = caller;
    this.callee = callee;
    this.mine = mine;
    this.theirs = theirs;
    this.payer = payer;
    this.callId = callId;
    this.invited = invited;
    this.ok = ok;
  }

  static Chat begin(Arena arena, String payer) throws IOException {
    Talker caller = arena.udp(Arena.PEER);
    Talker callee = arena.udp(Arena.PEER);
    MsrpAgent mine = MsrpAgent.onLoopback();
    MsrpAgent theirs = MsrpAgent.onLoopback();
    String callId =
        caller.send(
            "INVITE",
            callee.uri(Arena.MARK),
            payer,
            List.of("P-Asserted-Identity: <" + payer + ">", "Content-Type: application/sdp"),
            mine.sdp("active"));
    SipText invite = callee.await("INVITE");
    theirs.agree(invite.body(), false);
    callee.answer(
        invite, "200 OK", List.of("Content-Type: application/sdp"), theirs.sdp("passive"));
    SipText ok = caller.finalAnswer();
    Chat chat = new Chat(caller, callee, mine, theirs, payer, callId, invite, ok);
    Expect.that(ok.startLine().startsWith("SIP/2.0 200"), "a call got " + ok.startLine());
    chat.send("ACK", 1);
    callee.await("ACK");
    mine.agree(ok.body(), true);
    theirs.awaitConnection();
    return chat;
  }

  private void send(String method, int number) {
    caller.send(method, remote(), payer, callId, HonestCall.tag(ok), number, List.of(), "");
  }

  MsrpAgent mine() {
    return mine;
  }

  MsrpAgent theirs() {
    return theirs;
  }

  Talker caller() {
    return caller;
  }

  Talker callee() {
    return callee;
  }

  SipText invited() {
    return invited;
  }

  String callId() {
    return callId;
  }

  String remote() {
    return HonestCall.contact(ok);
  }

  String tag() {
    return HonestCall.tag(ok);
  }

  /** Where the caller sends their messages to. */
  String mineRemote() {
    return ok.body()
        .lines()
        .filter(line -> line.startsWith("a=path:"))
        .map(line -> line.substring(7).strip())
        .findFirst()
        .orElse("");
  }

  String payer() {
    return payer;
  }

  void hangUp() {
    send("BYE", ++sequence);
    callee.answer(callee.await("BYE"), "200 OK");
    Expect.equal(caller.status(), 200, "answer to BYE");
  }

  /** As {@link #hangUp}, where the server may have ended it before. */
  void end() {
    callee.agreeable();
    send("BYE", ++sequence);
    SipText answer = caller.finalAnswer();
    Expect.that(
        answer.startLine().matches("SIP/2\\.0 (200|481).*"), "BYE got " + answer.startLine());
  }

  @Override
  public void close() {
    caller.close();
    callee.close();
    mine.close();
    theirs.close();
  }
}
