package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** Leaves a conference; who asked for it and leaves before it is open gives it up. */
final class Leave extends MeetingAction {
  private @Nullable Exchange sent;
  private boolean gaveUp;

  @Override
  public String text() {
    return "leave";
  }

  @Override
  boolean isPossible(Stage stage, Meeting conference, Party who) {
    return conference.isIn(who) || (conference.host() == who && !conference.isOpen());
  }

  @Override
  void begin(Stage stage, Meeting conference, Party who) {
    conference.mayEnd(true);
    if (conference.isOpen()) {
      sent = conference.of(who).bye();
      conference.left(who);
    } else {
      gaveUp = true;
      sent = conference.of(who).cancel();
      conference.end();
    }
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
    expect(who, gaveUp ? "CANCEL" : "BYE", sent, 200);
    if (gaveUp && conference.hosting().invite().status() != 487) {
      who.differs("gave up, and the INVITE got " + conference.hosting().invite().status());
    }
  }
}
