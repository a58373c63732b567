package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** Wants to hear who is there (RFC 4575). */
final class Watch extends MeetingAction {
  private @Nullable Exchange sent;

  @Override
  public String text() {
    return "watch";
  }

  @Override
  boolean isPossible(Stage stage, Meeting conference, Party who) {
    return conference.isIn(who) && !conference.isWatching(who);
  }

  @Override
  void begin(Stage stage, Meeting conference, Party who) {
    sent = conference.of(who).plain("SUBSCRIBE", "", "", "Event: conference", "Expires: 600");
    conference.watched(who);
  }

  @Override
  boolean isSettled(Stage stage, Meeting conference, Party who) {
    return sent != null && sent.isOver() && (sent.status() >= 300 || conference.isSettled());
  }

  @Override
  void settle(Stage stage, Meeting conference, Party who) {
    expect(who, "SUBSCRIBE", sent, 200);
  }
}
