package io.tollgate.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import io.tollgate.sip.dialog.Party.Sent;

/** Two parties in a call; the first one acts. */
record Pair(Party acting, Party other, boolean callerActs) implements AutoCloseable {
  static final String AUDIO = "audio 4000 sendrecv";
  static final String OTHERS_AUDIO = "audio 5000 sendrecv";

  Party caller() {
    return callerActs ? acting : other;
  }

  Party callee() {
    return callerActs ? other : acting;
  }

  /** The one who acts is at port 4000, whoever called. */
  void establish(String... headers) {
    establishWith(Party.sdp(1, AUDIO), Party.sdp(1, OTHERS_AUDIO), headers);
  }

  void establishWith(String actings, String others, String... headers) {
    caller().calls(callee(), callerActs ? actings : others, callerActs ? others : actings, headers);
  }

  /** One change, from the request to the ACK on both sides; returns what the actor was told. */
  SipText change(String method, String offer, String answer) {
    Sent change = acting.request(method, offer);
    other.answer(other.await(method), "200 OK", answer);
    SipText told = acting.await(200, change);
    if (method.equals("INVITE")) {
      acting.ack(told, "");
      other.await("ACK");
    }
    return told;
  }

  /** Nothing is under way: whatever the server had to say of this call came before these two. */
  void rest() {
    passes(acting, other);
    passes(other, acting);
    nothingUncalledFor();
  }

  private static void passes(Party from, Party to) {
    Sent info = from.request("INFO", "");
    to.answer(to.await("INFO"), "200 OK", "");
    from.await(200, info);
  }

  void nothingUncalledFor() {
    assertThat(acting.unexpected(0)).isEmpty();
    assertThat(other.unexpected(0)).isEmpty();
  }

  void hangUp() {
    acting.hangsUpOn(other);
  }

  /** So that a test that failed leaves no call. */
  void abandon() {
    acting.abandons();
    other.abandons();
  }

  @Override
  public void close() {
    acting.close();
    other.close();
  }
}
