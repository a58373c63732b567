package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** Asks the focus to invite somebody else (RFC 4579 5.5). */
final class Bring extends MeetingAction {
  private final String other;
  private @Nullable Exchange sent;

  Bring(String other) {
    this.other = other;
  }

  @Override
  public String text() {
    return "bring " + other;
  }

  @Override
  boolean isPossible(Stage stage, Meeting conference, Party who) {
    Party guest = stage.party(other);
    return conference.isIn(who) && guest != who && stage.isFree(guest);
  }

  @Override
  void begin(Stage stage, Meeting conference, Party who) {
    sent =
        conference.of(who).plain("REFER", "", "", "Refer-To: <" + stage.party(other).uri() + ">");
  }

  @Override
  boolean isSettled(Stage stage, Meeting conference, Party who) {
    return sent != null
        && sent.isOver()
        && (sent.status() >= 300 || stage.cameTo(stage.party(other)) != null)
        && conference.isSettled();
  }

  @Override
  void settle(Stage stage, Meeting conference, Party who) {
    expect(who, "REFER", sent, 202);
    Dialog dialog = stage.cameTo(stage.party(other));
    if (dialog != null) {
      conference.asked(stage.party(other), dialog);
    }
  }
}
