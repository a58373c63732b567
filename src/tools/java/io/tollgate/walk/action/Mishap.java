package io.tollgate.walk.action;

import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Mishaps;
import io.tollgate.walk.party.Party;
import io.tollgate.walk.party.Transport;

/** Something will happen to the next such message on its way from or to this party. */
final class Mishap implements Action {
  private final Mishaps.Fate fate;
  private final boolean sent;
  private final String what;

  Mishap(Mishaps.Fate fate, boolean sent, String what) {
    this.fate = fate;
    this.sent = sent;
    this.what = what;
  }

  @Override
  public String text() {
    return fate.verb() + (sent ? " sent " : " received ") + what;
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    boolean canHappen = fate == Mishaps.Fate.MISLED || who.transport() == Transport.UDP;
    return canHappen && who.mishaps().isEmpty();
  }

  @Override
  public void begin(Stage stage, Party who) {
    who.mishaps().add(fate, sent, what);
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    return true;
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    // It is still to come.
  }
}
