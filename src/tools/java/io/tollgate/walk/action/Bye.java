package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** Hangs up. */
final class Bye extends CallAction {
  private @Nullable Exchange bye;

  @Override
  public String text() {
    return "bye";
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isUp()
        && call.of(who).state() == Dialog.State.UP
        && (who == call.caller() || !call.outgoing().owesAck());
  }

  @Override
  void begin(Call call, Party who) {
    call.mayEnd(true);
    if (call.of(who).hasJustAccepted()) {
      call.overtakenPerhaps();
    }
    bye = call.of(who).bye();
  }

  @Override
  boolean isSettled(Call call, Party who) {
    return bye != null && bye.isOver() && call.otherOf(who).state() == Dialog.State.OVER;
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    int status = bye == null ? 0 : bye.status();
    // One that crosses the other side's may find the dialog gone (RFC 3261 15.1.2).
    if (status != 200 && (isAlone() || status != 481)) {
      who.differs("BYE got " + status);
    }
    call.over();
  }
}
