package io.tollgate.sip.participating;

import io.tollgate.sip.leg.Leg;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a session, one at a time. 491 is for a glare (RFC 3261 14.1): the other party asks
 * too. Where it is only still being told of an earlier change, the next one waits.
 */
final class Changes {
  private final SessionParts session;
  private final Established phase;

  /** At most one of each party: the leg refuses a second one. */
  private final Queue<Modification> waiting = new ArrayDeque<>(1);

  private @Nullable Change underWay;
  private @Nullable Alignment owed;
  private boolean over;

  Changes(SessionParts session, Established phase) {
    this.session = session;
    this.phase = phase;
  }

  void ask(Leg from, SipServletRequest request) {
    Leg towards = session.other(from);
    if (towards == null || isGlare(from, towards)) {
      from.answer(request.createResponse(SipServletResponse.SC_REQUEST_PENDING));
      return;
    }
    // Whoever asks now says what there is to say, and hears it in the answer.
    owed = null;
    Change earlier = underWay;
    if (earlier != null && earlier.isDormant()) {
      underWay = null;
      earlier.overtaken();
    }
    waiting.add(new Modification(session, phase, from, towards, request));
    proceed();
  }

  /** Both parties ask: each of their requests would meet the other's. */
  private boolean isGlare(Leg from, Leg towards) {
    Change present = underWay;
    return towards.isAsked()
        || (present != null && !present.isDormant() && present.towards() == from);
  }

  /** Something is over that the next one may have waited for. */
  void proceed() {
    if (over || underWay != null) {
      return;
    }
    Modification next = waiting.peek();
    Alignment last = owed;
    if (next != null) {
      if (!next.towards().isModifying()) {
        waiting.remove();
        start(next);
      }
    } else if (last != null && !last.towards().isModifying() && !last.towards().isAwaitingAck()) {
      owed = null;
      start(last);
    }
  }

  private void start(Change change) {
    underWay = change;
    change.begin();
  }

  /** One party was told less, or more, than the other then said. */
  void alignLater(Alignment alignment) {
    owed = alignment;
  }

  boolean isUnderWay(Change change) {
    return underWay == change;
  }

  void done(Change change) {
    if (underWay == change) {
      underWay = null;
      session.owner().execute(this::proceed);
    }
  }

  void onResponse(Leg on, SipServletResponse response) {
    if (underWay != null) {
      underWay.onResponse(on, response);
    }
  }

  void onAck(Leg on, @Nullable String sdp) {
    if (underWay != null) {
      underWay.onAck(on, sdp);
    }
    proceed();
  }

  void onCancel(Leg on) {
    if (!waiting.removeIf(change -> change.from() == on) && underWay != null) {
      underWay.onCancel(on);
    }
  }

  /** The session ends. */
  void overtaken() {
    over = true;
    waiting.clear();
    Change present = underWay;
    underWay = null;
    if (present != null) {
      present.overtaken();
    }
  }
}
