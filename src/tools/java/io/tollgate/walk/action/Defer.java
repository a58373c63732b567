package io.tollgate.walk.action;

import io.tollgate.walk.model.Cost;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import io.tollgate.walk.party.Transport;
import org.jspecify.annotations.Nullable;

/** A message to somebody who is away: it is kept until that one is back. */
final class Defer implements Action {
  private final String recipient;
  private @Nullable Exchange sent;

  Defer(String recipient) {
    this.recipient = recipient;
  }

  @Override
  public String text() {
    return "defer " + recipient;
  }

  /** An address of record tells of no transport, and what was kept goes there. */
  @Override
  public boolean isPossible(Stage stage, Party who) {
    Party other = stage.party(recipient);
    return other != who
        && !other.isGone()
        && !other.isAway()
        && other.transport() == Transport.UDP
        && !stage.isUnsure(who);
  }

  @Override
  public boolean wantsQuiet() {
    return true;
  }

  @Override
  public void begin(Stage stage, Party who) {
    Party other = stage.party(recipient);
    other.leave();
    sent = who.message(other.uri(), "text/plain", "for later", Convene.service(stage));
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    return sent != null && sent.isOver();
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    int status = sent == null ? 0 : sent.status();
    if (status != 202) {
      who.differs("MESSAGE to somebody who is away got " + status);
    }
    stage.party(recipient).awaits(who);
    stage.costs(Cost.of(who.user(), "EVENT", "1"));
  }
}
