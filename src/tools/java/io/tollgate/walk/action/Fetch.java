package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import io.tollgate.walk.party.SipMessage;
import org.jspecify.annotations.Nullable;

/** Asks the focus to invite somebody who cannot be reached: it says so, and nobody is there. */
final class Fetch extends MeetingAction {
  private final String where;
  private @Nullable Exchange sent;
  private int before;

  /**
   * @param where as in {@link Nowhere}
   */
  Fetch(String where) {
    this.where = where;
  }

  @Override
  public String text() {
    return "bring nobody " + where;
  }

  @Override
  boolean isPossible(Stage stage, Meeting conference, Party who) {
    return conference.isIn(who);
  }

  @Override
  void begin(Stage stage, Meeting conference, Party who) {
    before = conference.of(who).requests("NOTIFY").size();
    sent = conference.of(who).plain("REFER", "", "", "Refer-To: <" + Nowhere.uri(where) + ">");
  }

  @Override
  boolean isSettled(Stage stage, Meeting conference, Party who) {
    return sent != null
        && sent.isOver()
        && (sent.status() >= 300 || outcome(conference, who) != null)
        && conference.isSettled();
  }

  /** The last NOTIFY of what came of it (RFC 3515 2.4.5). */
  private @Nullable SipMessage outcome(Meeting conference, Party who) {
    return conference.of(who).requests("NOTIFY").stream()
        .skip(before)
        .filter(notify -> notify.header("Event").startsWith("refer"))
        .filter(notify -> notify.header("Subscription-State").startsWith("terminated"))
        .findFirst()
        .orElse(null);
  }

  @Override
  void settle(Stage stage, Meeting conference, Party who) {
    expect(who, "REFER", sent, 202);
    SipMessage outcome = outcome(conference, who);
    if (outcome != null && !outcome.body().matches("(?s)SIP/2.0 [4-6]\\d\\d .*")) {
      who.differs("nobody was brought, and the last NOTIFY says " + outcome.body());
    }
  }
}
