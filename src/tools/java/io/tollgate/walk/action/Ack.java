package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;

/** The ACK that was withheld. */
final class Ack extends CallAction {
  @Override
  public String text() {
    return "ack";
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isUp() && who == call.caller() && call.outgoing().owesAck();
  }

  @Override
  void begin(Call call, Party who) {
    call.outgoing().acknowledgeLate();
  }

  @Override
  boolean isSettled(Call call, Party who) {
    return call.agrees() && call.otherOf(who).isAcknowledged();
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    // The session was up before.
  }
}
