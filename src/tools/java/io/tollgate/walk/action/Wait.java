package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Call.Phase;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Party;

/** Does nothing at all until a timer of the server's ends it: nobody answers, or no ACK comes. */
final class Wait extends CallAction {
  @Override
  public String text() {
    return "wait";
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.phase() == Phase.RINGING || (call.isUp() && call.outgoing().owesAck());
  }

  @Override
  void begin(Call call, Party who) {
    call.mayEnd(true);
  }

  @Override
  boolean isSettled(Call call, Party who) {
    return call.outgoing().state() == Dialog.State.OVER
        && call.otherOf(call.caller()).state() == Dialog.State.OVER;
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    int status = call.outgoing().invite().status();
    if (call.isBeingSetUp() && isAlone() && status != 480) {
      call.caller().differs("nobody answered, and the INVITE got " + status);
    }
    call.over();
  }
}
