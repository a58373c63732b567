package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Party;
import io.tollgate.walk.party.Transport;
import java.util.concurrent.TimeUnit;

/** The caller is gone while it rings, connection and all; then the callee goes on. */
final class Vanish extends CallAction {
  private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);

  /** Less than a callee may ring for. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);

  private final boolean accepts;
  private long begun;
  private long rung;

  /**
   * @param accepts what the callee says next is a 200, else a 183
   */
  Vanish(boolean accepts) {
    this.accepts = accepts;
  }

  @Override
  public String text() {
    return "vanish " + (accepts ? "accepted" : "rung");
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isBeingSetUp()
        && who == call.caller()
        && who.transport() != Transport.UDP
        && call.incoming() != null
        && call.callee().mishaps().isEmpty();
  }

  /** It does what the callee does, too. */
  @Override
  public boolean wantsQuiet() {
    return true;
  }

  @Override
  void begin(Call call, Party who) {
    begun = System.nanoTime();
    rung = begun;
    call.uncertain();
    call.mayEnd(true);
    who.vanish();
    Dialog callee = call.otherOf(who);
    if (accepts) {
      callee.accept(CallAction.OFFER);
    } else {
      callee.ring(183, false, false);
    }
  }

  /**
   * Rings once more now and then (RFC 3261 13.3.1.1): the first 183 may have been written to a
   * connection whose end nobody had seen yet, and be lost with it.
   */
  private void ringAgain(Dialog callee) {
    long now = System.nanoTime();
    if (!accepts && callee.state() == Dialog.State.EARLY && now - rung > AGAIN) {
      rung = now;
      callee.ring(183, false, false);
    }
  }

  /** Whoever cannot be told is no party of a call: the other one is sent away. */
  @Override
  boolean isSettled(Call call, Party who) {
    Dialog callee = call.otherOf(who);
    ringAgain(callee);
    return callee.state() == Dialog.State.OVER;
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    if (System.nanoTime() - begun > PATIENCE) {
      call.callee().differs("heard late that the caller is gone");
    }
    call.over();
  }
}
