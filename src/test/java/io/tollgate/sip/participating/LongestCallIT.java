package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LongestCallIT extends RawCallFixture {

  LongestCallIT() {
    super(Map.of("sip.max-duration", "1s"));
  }

  @Test
  void isEndedOnBothSidesAndSaysWhy() {
    call.establish();

    SipText bye = callee.await("BYE");
    assertThat(bye.header("Reason")).contains("session limit");
    callee.answer(bye, "200 OK", "");
    SipText other = caller.await("BYE");
    assertThat(other.header("Reason")).contains("session limit");
    caller.answer(other, "200 OK", "");
  }

  @Test
  void isEndedTooWhenTheCalleeHadToRepeatHisAnswer() {
    call.invite();
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    callee.drain(500);
    callee.answer(invite, "200 OK", "b1", RawCall.sdp(1, "sendrecv"));
    call.confirm(caller.await("SIP/2.0 200"));
    call.send("ACK", 1, "z9hG4bKack" + call.callId(), RawCall.sdp(1, "sendrecv"));

    callee.answer(callee.await("BYE"), "200 OK", "");
    caller.answer(caller.await("BYE"), "200 OK", "");
  }
}
