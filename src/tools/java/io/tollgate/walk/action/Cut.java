package io.tollgate.walk.action;

import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;
import io.tollgate.walk.party.Transport;

/** All connections of a party break; whoever wants something of it connects again. */
final class Cut implements Action {
  @Override
  public String text() {
    return "cut";
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    return who.transport() != Transport.UDP;
  }

  @Override
  public void begin(Stage stage, Party who) {
    who.cut();
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    return true;
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    // Nothing is lost by it that is not sent again.
  }
}
