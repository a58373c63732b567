package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** A request of the dialog that passes through to the other party: INFO or OPTIONS. */
final class Talk extends CallAction {
  private final String method;
  private @Nullable Exchange sent;
  private long before;

  Talk(String method) {
    this.method = method;
  }

  @Override
  public String text() {
    return method.toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isUp() && call.of(who).state() == Dialog.State.UP && !call.outgoing().owesAck();
  }

  @Override
  void begin(Call call, Party who) {
    before = call.otherOf(who).received(method);
    sent = call.of(who).plain(method, "", "");
  }

  @Override
  boolean isSettled(Call call, Party who) {
    return sent != null && sent.isOver();
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    int status = sent == null ? 0 : sent.status();
    if (isAlone() && status != 200) {
      who.differs(method + " got " + status);
    }
    if (isAlone() && call.otherOf(who).received(method) != before + 1) {
      who.differs(method + " did not reach " + call.other(who).name());
    }
  }
}
