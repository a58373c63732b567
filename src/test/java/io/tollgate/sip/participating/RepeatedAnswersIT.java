package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A callee repeats their 2xx until the ACK is there (RFC 3261 13.3.1.4), and the ACK comes late.
 */
class RepeatedAnswersIT extends RawCallFixture {

  RepeatedAnswersIT() {
    super(Map.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {600, 3_700})
  void theCallerHangsUp(int late) {
    SipText invite = establishLate(late);
    acknowledgesAgain(invite);
    acknowledgesAgain(invite);

    call.request("BYE");
    SipText bye = callee.await("BYE");
    callee.answer(bye, "200 OK", "");
    caller.await(message -> message.header("CSeq").endsWith("BYE"), "200 to BYE");
    assertThat(byes(callee.drain(700))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {600, 3_700})
  void theCalleeHangsUp(int late) {
    SipText invite = establishLate(late);
    acknowledgesAgain(invite);

    hangsUp(invite);
  }

  @Test
  void aChangeIsAcknowledgedLateToo() {
    call.establish();
    call.request("INVITE");
    SipText change = callee.await("INVITE");
    callee.answer(change, "200 OK", "", RawCall.sdp(1, "sendrecv"));
    repeats(change, "", 1_700);
    caller.await(message -> message.header("CSeq").equals("2 INVITE"), "200 to the re-INVITE");
    call.send("ACK", 2, "z9hG4bKack" + call.callId(), RawCall.sdp(2, "recvonly"));
    assertThat(callee.await("ACK").header("CSeq")).isEqualTo("2 ACK");
    for (int copy = 0; copy < 2; copy++) {
      callee.forget();
      callee.answer(change, "200 OK", "", RawCall.sdp(2, "recvonly"));
      assertThat(callee.await("ACK").header("CSeq")).isEqualTo("2 ACK");
    }

    call.hangUp();
  }

  private SipText establishLate(int millis) {
    call.invite();
    SipText invite = callee.await("INVITE");
    accept(invite, "b1");
    repeats(invite, "b1", millis);
    acknowledge(caller.await("SIP/2.0 200"));
    assertThat(callee.await("ACK").header("CSeq")).isEqualTo("1 ACK");
    return invite;
  }

  private void acknowledge(SipText offer) {
    call.confirm(offer);
    call.send("ACK", 1, "z9hG4bKack" + call.callId(), RawCall.sdp(1, "sendrecv"));
  }

  private void repeats(SipText invite, String tag, int millis) {
    int wait = 500;
    for (int left = millis; left > wait; left -= wait, wait = Math.min(4_000, 2 * wait)) {
      assertThat(callee.drain(wait)).isEmpty();
      accept(invite, tag);
    }
    assertThat(callee.drain(100)).isEmpty();
  }

  private void accept(SipText invite, String tag) {
    callee.answer(invite, "200 OK", tag, RawCall.sdp(1, "sendrecv"));
  }

  private void acknowledgesAgain(SipText invite) {
    callee.forget();
    accept(invite, "b1");
    assertThat(callee.await("ACK").header("CSeq")).isEqualTo("1 ACK");
  }

  private void hangsUp(SipText invite) {
    call.calleeHangsUp(invite);
    callee.await("SIP/2.0 200");
    caller.answer(caller.await("BYE"), "200 OK", "");
    assertThat(byes(caller.drain(700))).isEmpty();
  }

  private static List<SipText> byes(List<SipText> messages) {
    return messages.stream().filter(message -> message.startLine().startsWith("BYE")).toList();
  }
}
