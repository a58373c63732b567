package io.tollgate.walk.action;

import io.tollgate.walk.model.Cost;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** Whoever was away is back, and gets what was kept meanwhile. */
final class Collect implements Action {
  private @Nullable Exchange sent;
  private @Nullable Party sender;
  private long before;

  @Override
  public String text() {
    return "collect";
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    return who.isAway() && who.awaited() != null;
  }

  @Override
  public boolean wantsQuiet() {
    return true;
  }

  @Override
  public void begin(Stage stage, Party who) {
    Party from = who.awaited();
    sender = from;
    before = from == null ? 0 : Page.arrived(who, from);
    who.comeBack();
    sent = who.register();
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    Party from = sender;
    return from != null
        && sent != null
        && sent.isOver()
        && (sent.status() != 200 || Page.arrived(who, from) > before);
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    Party from = sender;
    int status = sent == null ? 0 : sent.status();
    if (from == null || status != 200) {
      who.differs("REGISTER got " + status);
      return;
    }
    long arrived = Page.arrived(who, from) - before;
    if (arrived != 1) {
      who.differs(arrived + " kept messages arrived");
    }
    stage.costs(Cost.offline(from.user(), "EVENT"));
  }
}
