package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Media;
import io.tollgate.walk.party.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls the conference that somebody is in. */
final class Dial implements Action {
  private final String insider;
  private @Nullable Meeting meeting;
  private @Nullable Dialog dialog;
  private boolean barred;

  Dial(String insider) {
    this.insider = insider;
  }

  @Override
  public String text() {
    return "dial " + insider;
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    Meeting open = stage.meetingOf(stage.party(insider));
    return stage.isFree(who) && open != null && open.isIn(stage.party(insider));
  }

  @Override
  public boolean wantsQuiet() {
    return true;
  }

  @Override
  public void begin(Stage stage, Party who) {
    Meeting open = stage.meetingOf(stage.party(insider));
    if (open == null) {
      return;
    }
    meeting = open;
    barred = open.isBarred(who);
    Dialog made =
        who.call(open.focus(), List.of(Media.on(Media.Kind.MESSAGE)), true, Convene.service(stage));
    dialog = made;
    if (!barred) {
      open.dialled(who, made);
    }
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    Meeting open = meeting;
    Dialog made = dialog;
    return open != null
        && made != null
        && made.invite().isAnswered()
        && (made.invite().status() >= 300 || open.isSettled());
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    int status = dialog == null ? 0 : dialog.invite().status();
    if (status != (barred ? 403 : 200)) {
      who.differs("dialled in and got " + status + (barred ? ", sent away before" : ""));
    }
  }
}
