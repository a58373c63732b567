package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;

/** The caller will not acknowledge the 200 until it says so. */
final class Withhold extends CallAction {
  @Override
  public String text() {
    return "withhold";
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isBeingSetUp() && who == call.caller();
  }

  @Override
  void begin(Call call, Party who) {
    call.outgoing().withholdAcks(true);
  }

  @Override
  boolean isSettled(Call call, Party who) {
    return true;
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    // Nothing was sent.
  }
}
