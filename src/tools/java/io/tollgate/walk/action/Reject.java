package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;

/** The callee will not. */
final class Reject extends CallAction {
  private final int status;

  Reject(int status) {
    this.status = status;
  }

  @Override
  public String text() {
    return "reject " + status;
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isBeingSetUp() && who == call.callee();
  }

  @Override
  void begin(Call call, Party who) {
    call.mayEnd(true);
    call.of(who).reject(status);
  }

  @Override
  boolean isSettled(Call call, Party who) {
    return call.outgoing().invite().isAnswered();
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    int got = call.outgoing().invite().status();
    if (isAlone() && got != status) {
      call.caller().differs("rejected with " + status + ", but the INVITE got " + got);
    }
    call.over();
  }
}
