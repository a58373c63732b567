package io.tollgate.walk.action;

import io.tollgate.walk.model.Cost;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import org.jspecify.annotations.Nullable;

/** A message outside any session. */
final class Page implements Action {
  private final String recipient;
  private final Content content;
  private @Nullable Exchange sent;
  private long before;

  Page(String recipient, Content content) {
    this.recipient = recipient;
    this.content = content;
  }

  @Override
  public String text() {
    return "page " + recipient + (content == Content.TEXT ? "" : " " + content.word());
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    Party other = stage.party(recipient);
    return other != who && !other.isGone() && !other.isAway();
  }

  @Override
  public void begin(Stage stage, Party who) {
    Party other = stage.party(recipient);
    before = arrived(other, who);
    sent = who.message(other.uri(), content.type(), content.body(), Convene.service(stage));
  }

  /** How many messages of this one came to that one so far. */
  static long arrived(Party at, Party from) {
    return at.messages().stream()
        .filter(message -> message.header("From").contains(from.user() + "@"))
        .count();
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    return sent != null && sent.isOver();
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    int status = sent == null ? 0 : sent.status();
    long arrived = arrived(stage.party(recipient), who) - before;
    boolean unsure = stage.isUnsure(who);
    if (!unsure && (status != 200 || arrived != 1)) {
      who.differs("MESSAGE got " + status + ", and " + arrived + " arrived");
    }
    if (content.isMessage()) {
      Cost cost = Cost.of(who.user(), "EVENT", "1");
      stage.costs(unsure ? cost.perhaps() : cost);
    }
  }
}
