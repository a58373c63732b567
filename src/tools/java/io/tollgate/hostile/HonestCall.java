package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Two users of a trusted peer open a message session, say one thing and hang up. */
final class HonestCall {
  private HonestCall() {}

  /**
   * @return milliseconds until the call was up
   */
  static long play(Arena arena, String payer) throws IOException {
    try (Talker caller = arena.udp(Arena.PEER);
        Talker callee = arena.udp(Arena.PEER);
        MsrpAgent mine = MsrpAgent.onLoopback();
        MsrpAgent theirs = MsrpAgent.onLoopback()) {
      arena.books.owes(payer, 1);
      long begin = System.nanoTime();
      String target = callee.uri(Arena.MARK + "-callee");
      List<String> invite =
          List.of("P-Asserted-Identity: <" + payer + ">", "Content-Type: application/sdp");
      String callId = UUID.randomUUID().toString();
      String text =
          caller.request("INVITE", target, payer, callId, "", 1, invite, mine.sdp("active"));
      SipText ok = accept(arrived(caller, callee, text), callee, caller, theirs);
      long up = (System.nanoTime() - begin) / 1_000_000;
      String tag = tag(ok);
      String remote = contact(ok);
      caller.send("ACK", remote, payer, callId, tag, 1, List.of(), "");
      callee.await("ACK");
      mine.agree(ok.body(), true);
      Outgoing message = Outgoing.text(Arena.TEXT);
      int length = message.body().length;
      int status = mine.ask(mine.chunk(message, 0, length, "1-" + length + "/" + length, '$'));
      Expect.equal(status, 200, "answer to an honest message");
      caller.send("BYE", remote, payer, callId, tag, 2, List.of(), "");
      callee.answer(callee.await("BYE"), "200 OK");
      Expect.equal(caller.status(), 200, "answer to an honest BYE");
      return up;
    }
  }

  /** Datagrams get lost beside a flood, and are sent again (Timer A, RFC 3261 17.1.1.2). */
  private static SipText arrived(Talker caller, Talker callee, String text) {
    for (int pause = 500; pause <= 16_000; pause *= 2) {
      caller.sendText(text);
      SipText invite = callee.next(pause);
      if (invite != null) {
        return invite;
      }
    }
    throw new AssertionError("no INVITE came, and its caller got " + caller.next(0));
  }

  private static SipText accept(SipText invite, Talker callee, Talker caller, MsrpAgent theirs)
      throws IOException {
    theirs.agree(invite.body(), false);
    callee.answer(
        invite, "200 OK", List.of("Content-Type: application/sdp"), theirs.sdp("passive"));
    SipText ok = caller.finalAnswer();
    Expect.that(ok.startLine().startsWith("SIP/2.0 200"), "an honest call got " + ok.startLine());
    return ok;
  }

  static String contact(SipText message) {
    return message.header("Contact").replaceFirst(".*<([^>]*)>.*", "$1");
  }

  static String tag(SipText answer) {
    return answer.header("To").replaceFirst(".*;tag=([^;]*).*", "$1");
  }
}
