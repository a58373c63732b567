package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds its part in a conference, or resumes it: a change that all the others are offered. */
final class Alter extends MeetingAction {
  private final boolean hold;
  private final Map<Party, Long> before = new HashMap<>();
  private @Nullable Exchange sent;

  Alter(boolean hold) {
    this.hold = hold;
  }

  @Override
  public String text() {
    return hold ? "pause" : "go on";
  }

  @Override
  boolean isPossible(Stage stage, Meeting conference, Party who) {
    return conference.isIn(who)
        && conference.present().size() > 1
        && conference.of(who).isHolding() != hold;
  }

  @Override
  void begin(Stage stage, Meeting conference, Party who) {
    Dialog dialog = conference.of(who);
    conference.present().forEach(one -> before.put(one, conference.of(one).received("INVITE")));
    dialog.hold(hold);
    sent = dialog.change("INVITE", dialog.local(), true, true, List.of());
  }

  @Override
  boolean isSettled(Stage stage, Meeting conference, Party who) {
    return sent != null
        && sent.isOver()
        && (sent.status() >= 300
            || (conference.isSettled()
                && before.entrySet().stream()
                    .allMatch(
                        one ->
                            one.getKey() == who
                                || conference.of(one.getKey()).received("INVITE")
                                    > one.getValue())));
  }

  @Override
  void settle(Stage stage, Meeting conference, Party who) {
    expect(who, hold ? "the hold" : "the resuming", sent, 200);
    conference.changed();
  }
}
