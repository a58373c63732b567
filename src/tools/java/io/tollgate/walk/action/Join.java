package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;
import java.util.List;

/** Whoever is asked to a conference accepts. */
final class Join extends MeetingAction {

  @Override
  public String text() {
    return "join";
  }

  @Override
  boolean isPossible(Stage stage, Meeting conference, Party who) {
    return conference.isAsked(who);
  }

  @Override
  void begin(Stage stage, Meeting conference, Party who) {
    conference.of(who).accept(List.of());
    conference.joined(who);
  }

  @Override
  boolean isSettled(Stage stage, Meeting conference, Party who) {
    return conference.hosting().invite().isAnswered()
        && conference.of(who).isAcknowledged()
        && conference.isSettled();
  }

  @Override
  void settle(Stage stage, Meeting conference, Party who) {
    int status = conference.hosting().invite().status();
    if (status != 200) {
      conference.host().differs("somebody joined, but the INVITE got " + status);
    }
  }
}
