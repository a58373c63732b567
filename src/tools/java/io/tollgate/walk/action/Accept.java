package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Party;

/** The callee's 200. */
final class Accept extends CallAction {
  @Override
  public String text() {
    return "accept";
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isBeingSetUp() && who == call.callee();
  }

  @Override
  void begin(Call call, Party who) {
    call.of(who).accept(OFFER);
  }

  @Override
  boolean isSettled(Call call, Party who) {
    return (call.of(who).isAcknowledged() || call.outgoing().owesAck())
        && call.outgoing().invite().isAnswered()
        && (call.outgoing().state() == Dialog.State.OVER
            || call.outgoing().owesAck()
            || call.agrees());
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    int status = call.outgoing().invite().status();
    if (status == 200) {
      if (call.isBeingSetUp()) {
        call.up();
      }
    } else if (isAlone()) {
      call.caller().differs("accepted, but the INVITE got " + status);
      call.over();
    }
  }
}
