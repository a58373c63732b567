package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds, and resumes as soon as the hold is acknowledged, whoever else is still busy with it. */
final class Flip extends CallAction {
  private @Nullable Exchange hold;
  private @Nullable Exchange resume;

  @Override
  public String text() {
    return "flip";
  }

  @Override
  boolean isPossible(Call call, Party who) {
    return call.isUp()
        && call.of(who).state() == Dialog.State.UP
        && !call.of(who).isChanging()
        && !call.of(who).isHolding()
        && !call.outgoing().owesAck()
        && !call.otherOf(who).isRefusing();
  }

  @Override
  void begin(Call call, Party who) {
    hold = change(call.of(who), true);
  }

  private static Exchange change(Dialog dialog, boolean held) {
    dialog.hold(held);
    return dialog.change("INVITE", dialog.local(), true, true, List.of());
  }

  @Override
  boolean isSettled(Call call, Party who) {
    Exchange first = hold;
    if (first == null || !first.isOver()) {
      return false;
    }
    if (resume == null && call.of(who).state() == Dialog.State.UP) {
      resume = change(call.of(who), false);
    }
    Exchange second = resume;
    return second == null
        || (second.isOver()
            && (call.of(who).state() == Dialog.State.OVER
                || (call.agrees() && call.isAcknowledged())));
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    for (Exchange each : new Exchange[] {hold, resume}) {
      int status = each == null ? 0 : each.status();
      if (status == 200) {
        call.changed(1, 1);
        call.split(false);
      } else {
        call.of(who).hold(each == resume);
        if (each != null && !isAlone()) {
          // Charged, and overtaken by the end of the session; or never let in.
          call.correctedPerhaps();
        }
        if (isAlone() && !(status == 491 && mayMeetOurs(stage, call, who))) {
          who.differs("hold and resume in one go: one got " + status);
        }
      }
    }
  }

  /**
   * The other side holds too, so that it says less to the first change than was answered in
   * advance; what tells of it may cross the second one (RFC 3261 14.2).
   */
  private static boolean mayMeetOurs(Stage stage, Call call, Party who) {
    return stage.terms().answersInAdvance() && call.otherOf(who).isHolding();
  }
}
