package io.tollgate.walk.action;

import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.model.Terms;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Media;
import io.tollgate.walk.party.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for a conference with others, who are invited by the focus. */
final class Convene implements Action {
  private final List<String> invited;
  private @Nullable Meeting meeting;

  Convene(List<String> invited) {
    this.invited = List.copyOf(invited);
  }

  static List<String> service(Stage stage) {
    return stage.terms().profile() == Terms.Profile.IM
        ? List.of("Accept-Contact: *;+g.oma.sip-im")
        : List.of();
  }

  @Override
  public String text() {
    return "convene " + String.join(" ", invited);
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    return !invited.isEmpty()
        && stage.isFree(who)
        && !stage.isUnsure(who)
        && invited.stream()
            .map(stage::party)
            .allMatch(party -> party != who && stage.isFree(party));
  }

  @Override
  public boolean wantsQuiet() {
    return true;
  }

  @Override
  public void begin(Stage stage, Party who) {
    List<String> uris = invited.stream().map(name -> stage.party(name).uri()).toList();
    Dialog dialog =
        who.convene(
            who.serverUri("conference-factory"),
            List.of(Media.on(Media.Kind.MESSAGE)),
            uris,
            service(stage));
    meeting = new Meeting(who, dialog);
    stage.began(meeting);
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    Meeting begun = meeting;
    if (begun == null || begun.hosting().invite().isAnswered()) {
      return true;
    }
    return invited.stream().allMatch(name -> stage.cameTo(stage.party(name)) != null);
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    Meeting begun = meeting;
    if (begun == null) {
      return;
    }
    if (begun.hosting().invite().isAnswered()) {
      who.differs("asked for a conference and got " + begun.hosting().invite().status());
      begun.end();
      return;
    }
    for (String name : invited) {
      Dialog dialog = stage.cameTo(stage.party(name));
      if (dialog != null) {
        begun.asked(stage.party(name), dialog);
      }
    }
  }
}
