package io.tollgate.walk.action;

import io.tollgate.walk.model.Cost;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.model.Terms;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message outside any session. */
final class Page implements Action {
  private final String recipient;
  private @Nullable Exchange sent;
  private int before;

  Page(String recipient) {
    this.recipient = recipient;
  }

  @Override
  public String text() {
    return "page " + recipient;
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    return !who.name().equals(recipient);
  }

  @Override
  public void begin(Stage stage, Party who) {
    Party other = stage.party(recipient);
    before = other.messages().size();
    List<String> headers =
        stage.terms().profile() == Terms.Profile.IM
            ? List.of("Accept-Contact: *;+g.oma.sip-im")
            : List.of();
    sent = who.message(other.uri(), "text/plain", "hello", headers);
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    return sent != null && sent.isOver();
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    int status = sent == null ? 0 : sent.status();
    int arrived = stage.party(recipient).messages().size() - before;
    if (status != 200 || arrived != 1) {
      who.differs("MESSAGE got " + status + ", and " + arrived + " arrived");
    }
    stage.costs(Cost.of(who.user(), "EVENT", "1"));
  }
}
