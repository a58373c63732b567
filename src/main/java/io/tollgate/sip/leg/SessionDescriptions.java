package io.tollgate.sip.leg;

import io.tollgate.sip.body.Sdp;
import java.util.Objects;
import javax.servlet.sip.SipServletMessage;
import org.jspecify.annotations.Nullable;

/**
 * The offers and answers of a dialog (RFC 3264): what is in force on each side, and what it becomes
 * if the exchange under way succeeds.
 */
public final class SessionDescriptions {
  private @Nullable String received;
  private @Nullable String sent;
  private @Nullable String receivedNext;
  private @Nullable String sentNext;
  private boolean answerComesWithAck;
  private boolean answerGoesWithAck;

  /** The peer's description in force, or the one it offers with its first INVITE. */
  public @Nullable String received() {
    return received != null ? received : receivedNext;
  }

  /** Ours in force, or the one we offer with our first INVITE. */
  public @Nullable String sent() {
    return sent != null ? sent : sentNext;
  }

  /** Whether this is what the peer said last: same version, same media. */
  public boolean repeats(@Nullable String sdp) {
    return sdp == null
        || (received != null
            && (sdp.equals(received) || Sdp.parse(sdp).repeats(Sdp.parse(received))));
  }

  /** Gives what goes out a version that the peer sees to be new, where it says something new. */
  void version(SipServletMessage message) {
    String last = sent;
    String next = Bodies.isSdp(message) ? Bodies.sdp(message) : null;
    if (last != null && next != null && !next.equals(last)) {
      Sdp written = Sdp.parse(next);
      Sdp newer = written.after(Sdp.parse(last));
      if (!newer.equals(written)) {
        Bodies.setSdp(message, newer.toString());
      }
    }
  }

  /** We offered in a 2xx; the answer is to come with its ACK. */
  boolean awaitAnswer() {
    return answerComesWithAck;
  }

  /** What passed from leg to leg unchanged is kept once. */
  public void share(SessionDescriptions other) {
    if (Objects.equals(received, other.sent)) {
      received = other.sent;
    }
    if (Objects.equals(sent, other.received)) {
      sent = other.received;
    }
  }

  void offered(@Nullable String sdp) {
    receivedNext = sdp;
  }

  void sending(@Nullable String sdp) {
    sentNext = sdp;
  }

  /** We accept, with an answer or, where nothing was offered, with an offer. */
  void accepting(@Nullable String sdp) {
    sentNext = sdp;
    if (receivedNext != null) {
      settled();
    } else {
      answerComesWithAck = sdp != null;
    }
  }

  /** The peer accepted, with an answer or with an offer that our ACK will answer. */
  void answered(@Nullable String sdp) {
    receivedNext = sdp;
    if (sentNext != null || sent != null) {
      settled();
    } else {
      answerGoesWithAck = sdp != null;
    }
  }

  /** Our ACK of a 2xx; as with {@link #acknowledged}, it need not be the end of an exchange. */
  void acknowledging(@Nullable String sdp) {
    if (answerGoesWithAck) {
      sentNext = sdp;
      settled();
    } else if (sdp != null) {
      sent = sdp;
    }
  }

  /**
   * The ACK of our 2xx. Where that 2xx was an answer, the exchange was over with it, and what is
   * under way by now is another one.
   */
  void acknowledged(@Nullable String sdp) {
    if (answerComesWithAck) {
      receivedNext = sdp;
      settled();
    }
  }

  private void settled() {
    received = receivedNext != null ? receivedNext : received;
    sent = sentNext != null ? sentNext : sent;
    rejected();
  }

  void rejected() {
    receivedNext = null;
    sentNext = null;
    answerComesWithAck = false;
    answerGoesWithAck = false;
  }
}
