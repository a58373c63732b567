package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;

/** The message connection of a party breaks; the session goes on. */
final class Hush extends CallAction {
  @Override
  public String text() {
    return "hush";
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isUp() && call.of(who).isTalking();
  }

  @Override
  void begin(Call call, Party who) {
    call.of(who).hush();
  }

  @Override
  boolean isSettled(Call call, Party who) {
    return true;
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    // It is made again with the next message.
  }
}
