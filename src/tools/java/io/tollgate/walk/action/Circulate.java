package io.tollgate.walk.action;

import io.tollgate.walk.model.Cost;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message to several, each of whom gets a copy (RFC 5365). */
final class Circulate implements Action {
  private final List<String> recipients;
  private final boolean odd;
  private final Map<Party, Long> before = new HashMap<>();
  private @Nullable Exchange sent;

  /**
   * @param odd with a header that a container may want for itself
   */
  Circulate(List<String> recipients, boolean odd) {
    this.recipients = List.copyOf(recipients);
    this.odd = odd;
  }

  @Override
  public String text() {
    return "circulate " + String.join(" ", recipients) + (odd ? " odd" : "");
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    return !recipients.isEmpty()
        && recipients.stream()
            .map(stage::party)
            .allMatch(party -> party != who && !party.isGone() && !party.isAway());
  }

  @Override
  public boolean wantsQuiet() {
    return true;
  }

  @Override
  public void begin(Stage stage, Party who) {
    StringBuilder entries = new StringBuilder();
    for (String name : recipients) {
      Party party = stage.party(name);
      before.put(party, Page.arrived(party, who));
      entries.append("<entry uri=\"").append(party.uri()).append("\"/>");
    }
    List<String> headers = new ArrayList<>(Convene.service(stage));
    headers.add("Require: recipient-list-message");
    if (odd) {
      headers.add("MSS_Initial_Remote_Port: 1");
    }
    sent =
        who.message(
            who.serverUri("conference-factory"),
            "multipart/mixed;boundary=parts",
            "--parts\r\nContent-Type: application/resource-lists+xml\r\n"
                + "Content-Disposition: recipient-list\r\n\r\n"
                + "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
                + "<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list>"
                + entries
                + "</list></resource-lists>\r\n"
                + "--parts\r\nContent-Type: text/plain\r\n\r\nhello\r\n--parts--\r\n",
            headers);
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    return sent != null && sent.isOver() && (sent.status() != 202 || haveAll(who));
  }

  private boolean haveAll(Party who) {
    return before.entrySet().stream()
        .allMatch(one -> Page.arrived(one.getKey(), who) > one.getValue());
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    int status = sent == null ? 0 : sent.status();
    boolean unsure = stage.isUnsure(who);
    if (!unsure && status != 202) {
      who.differs("MESSAGE to a list got " + status);
    }
    before.forEach(
        (party, former) -> {
          long arrived = Page.arrived(party, who) - former;
          if (status == 202 && arrived != 1) {
            party.differs(arrived + " copies of a MESSAGE to a list");
          }
        });
    Cost cost = Cost.of(who.user(), "EVENT", "1");
    stage.costs(unsure ? cost.perhaps() : cost);
  }
}
