package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;

/** A provisional response, perhaps a reliable one that wants its PRACK (RFC 3262). */
final class Ring extends CallAction {
  private final int status;
  private final boolean reliable;

  Ring(int status, boolean reliable) {
    this.status = status;
    this.reliable = reliable;
  }

  @Override
  public String text() {
    return "ring " + status + (reliable ? " reliable" : "");
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isBeingSetUp() && who == call.callee();
  }

  @Override
  void begin(Call call, Party who) {
    call.of(who).ring(status, reliable, false);
  }

  @Override
  boolean isSettled(Call call, Party who) {
    return call.outgoing().invite().isAnswered()
        || (call.outgoing().invite().hasProvisional(status)
            && (!reliable || call.of(who).isPracked()));
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    if (isAlone() && call.outgoing().invite().isAnswered()) {
      who.differs("rang, and the caller got " + call.outgoing().invite().status());
    }
    if (call.isBeingSetUp()) {
      call.ringing();
    }
  }
}
