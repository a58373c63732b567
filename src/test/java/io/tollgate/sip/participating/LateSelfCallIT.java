package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The last call of the warm-up may come when others are let in already. */
class LateSelfCallIT extends RawCallFixture {

  LateSelfCallIT() {
    super(Map.of("sip.max-sessions", "1"));
  }

  @Test
  void isNoCallOfASubscriber() {
    call.establish();
    inviting("anybody");
    assertThat(caller.await("SIP/2.0 503").header("Retry-After")).isNotEmpty();

    inviting(server.application().selfCall().user());

    SipText invite = callee.await("INVITE");
    callee.answer(invite, "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
    call.hangUp();
  }

  private void inviting(String user) {
    caller.send(
        RawCall.with(
            RawCall.sdp(1, "sendrecv"),
            "INVITE sip:" + user + "@127.0.0.1:" + callee.port() + " SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + ";branch=z9hG4bK" + user,
            "From: <sip:alice@example.com>;tag=" + user,
            "To: <sip:somebody@example.com>",
            "Call-ID: " + user,
            "CSeq: 1 INVITE",
            "Contact: <sip:alice@127.0.0.1:" + caller.port() + ">",
            "Max-Forwards: 70"));
  }
}
