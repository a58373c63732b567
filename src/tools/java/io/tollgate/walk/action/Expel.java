package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** Whoever asked for the conference sends somebody away (RFC 4579 5.11). */
final class Expel extends MeetingAction {
  private final String other;
  private @Nullable Exchange sent;

  Expel(String other) {
    this.other = other;
  }

  @Override
  public String text() {
    return "expel " + other;
  }

  @Override
  boolean isPossible(Stage stage, Meeting conference, Party who) {
    Party guest = stage.party(other);
    return conference.isIn(who)
        && conference.host() == who
        && guest != who
        && conference.isIn(guest);
  }

  @Override
  void begin(Stage stage, Meeting conference, Party who) {
    Party guest = stage.party(other);
    conference.mayEnd(true);
    sent = conference.of(who).plain("REFER", "", "", "Refer-To: <" + guest.uri() + ";method=BYE>");
    conference.expelled(guest);
  }

  @Override
  boolean isSettled(Stage stage, Meeting conference, Party who) {
    return sent != null && sent.isOver() && conference.isSettled();
  }

  @Override
  void settle(Stage stage, Meeting conference, Party who) {
    if (!conference.isOver()) {
      conference.mayEnd(false);
    }
    expect(who, "REFER", sent, 202);
  }
}
