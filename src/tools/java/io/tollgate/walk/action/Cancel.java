package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** The caller gives its INVITE up. */
final class Cancel extends CallAction {
  private @Nullable Exchange cancel;

  @Override
  public String text() {
    return "cancel";
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.phase() == Call.Phase.RINGING && who == call.caller();
  }

  @Override
  void begin(Call call, Party who) {
    call.mayEnd(true);
    cancel = call.outgoing().cancel();
  }

  @Override
  boolean isSettled(Call call, Party who) {
    Exchange sent = cancel;
    if (sent == null || !sent.isAnswered() || !call.outgoing().invite().isAnswered()) {
      return false;
    }
    return call.outgoing().invite().status() < 300
        || call.otherOf(who).state() == Dialog.State.OVER;
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    int cancelled = cancel == null ? 0 : cancel.status();
    int invited = call.outgoing().invite().status();
    if (invited < 300) {
      // It came too late; who still wants an end has to say BYE.
      call.mayEnd(false);
      if (isAlone()) {
        who.differs("cancelled, but the INVITE got " + invited);
      }
      if (call.isBeingSetUp()) {
        call.up();
      }
      return;
    }
    if (isAlone() && (cancelled != 200 || invited != 487)) {
      who.differs("the CANCEL got " + cancelled + ", the INVITE " + invited);
    }
    call.over();
  }
}
