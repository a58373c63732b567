package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** Whoever is asked to a conference does not want to. */
final class Decline extends MeetingAction {
  private @Nullable Dialog refusing;
  private boolean alone;
  private boolean wasOpen;
  private int invited;

  @Override
  public String text() {
    return "decline";
  }

  @Override
  boolean isPossible(Stage stage, Meeting conference, Party who) {
    return conference.isAsked(who);
  }

  @Override
  void begin(Stage stage, Meeting conference, Party who) {
    alone = conference.asked().size() == 1;
    wasOpen = conference.isOpen();
    invited = conference.invited();
    conference.mayEnd(true);
    Dialog dialog = conference.of(who);
    refusing = dialog;
    dialog.reject(486);
    conference.declined(who);
  }

  @Override
  boolean isSettled(Stage stage, Meeting conference, Party who) {
    Dialog refused = refusing;
    return conference.isSettled()
        && refused != null
        && refused.isRefusalAcknowledged()
        && (wasOpen || !alone || conference.hosting().invite().isAnswered());
  }

  @Override
  void settle(Stage stage, Meeting conference, Party who) {
    if (!conference.isOver()) {
      conference.mayEnd(false);
    }
    int status = conference.hosting().invite().status();
    int wanted = invited == 1 ? 486 : 480;
    if (!wasOpen && alone && status != wanted) {
      conference.host().differs("nobody came, and the INVITE got " + status);
    }
  }
}
