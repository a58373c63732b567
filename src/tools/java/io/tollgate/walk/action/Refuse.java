package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;

/** Makes up its mind not to take the next change that the other side wants. */
final class Refuse extends CallAction {
  @Override
  public String text() {
    return "refuse";
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isUp() && !call.of(who).isRefusing() && !call.otherOf(who).isChanging();
  }

  @Override
  void begin(Call call, Party who) {
    call.of(who).nextChangeGets(488);
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
