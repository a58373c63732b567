package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** Something that a party does in the conference that it is in. */
abstract class MeetingAction implements Action {
  private @Nullable Meeting meeting;

  abstract boolean isPossible(Stage stage, Meeting conference, Party who);

  abstract void begin(Stage stage, Meeting conference, Party who);

  abstract boolean isSettled(Stage stage, Meeting conference, Party who);

  abstract void settle(Stage stage, Meeting conference, Party who);

  @Override
  public final boolean isPossible(Stage stage, Party who) {
    Meeting current = stage.meetingOf(who);
    return current != null && isPossible(stage, current, who);
  }

  @Override
  public final void begin(Stage stage, Party who) {
    meeting = stage.meetingOf(who);
    begin(stage, meeting(), who);
  }

  @Override
  public final boolean isSettled(Stage stage, Party who) {
    return isSettled(stage, meeting(), who);
  }

  @Override
  public final void settle(Stage stage, Party who, boolean byItself) {
    settle(stage, meeting(), who);
  }

  @Override
  public final boolean wantsQuiet() {
    return true;
  }

  private Meeting meeting() {
    Meeting current = meeting;
    if (current == null) {
      throw new IllegalStateException("not begun: " + text());
    }
    return current;
  }

  static void expect(Party who, String what, @Nullable Exchange sent, int wanted) {
    int status = sent == null ? 0 : sent.status();
    if (status != wanted) {
      who.differs(what + " got " + status + " (expected: " + wanted + ")");
    }
  }
}
