package io.tollgate.walk.action;

import io.tollgate.walk.model.Cost;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for somebody who cannot be reached; the answer is a refusal, and nothing stays behind. */
final class Nowhere implements Action {
  private final String method;
  private final String where;
  private @Nullable Exchange sent;

  /**
   * @param where {@code silent}: a port where nobody answers, {@code mute}: the same over TCP;
   *     {@code reset}: a port where every connection breaks; {@code tel}: a number that nobody
   *     resolves; {@code closed}: a port where nobody listens; {@code unknown}: a host that there
   *     is not
   */
  Nowhere(String method, String where) {
    this.method = method;
    this.where = where;
  }

  @Override
  public String text() {
    return "nowhere " + method + " " + where;
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    return true;
  }

  @Override
  public void begin(Stage stage, Party who) {
    String uri =
        switch (where) {
          case "mute" -> "sip:nobody@127.0.0.1:" + who.mutePort() + ";transport=tcp";
          case "reset" -> "sip:nobody@127.0.0.1:" + who.resettingPort() + ";transport=tcp";
          case "silent" -> "sip:nobody@127.0.0.1:" + who.silentPort();
          default -> uri(where);
        };
    List<String> headers =
        switch (method) {
          case "SUBSCRIBE" -> List.of("Event: presence", "Expires: 60");
          case "PUBLISH" -> List.of("Event: presence", "Expires: 60");
          case "REFER" -> List.of("Refer-To: <sip:somebody@127.0.0.1:1>");
          default -> List.of();
        };
    boolean silence = where.equals("silent") || where.equals("mute");
    sent = silence ? who.askInVain(method, uri, headers) : who.ask(method, uri, headers);
  }

  /** Of somebody who cannot be reached, and who is found to be so at once. */
  static String uri(String where) {
    return switch (where) {
      case "tel" -> "tel:+4930123456";
      case "closed" -> "sip:nobody@127.0.0.1:1;transport=tcp";
      case "unknown" -> "sip:nobody@host.invalid;transport=tcp";
      default -> throw new IllegalArgumentException("no such place: " + where);
    };
  }

  /** Only a timer of many seconds ends it, which other things need not wait for. */
  private boolean isInVain() {
    return where.equals("silent") || where.equals("mute") || where.equals("reset");
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    return isInVain() || (sent != null && sent.isOver());
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    int status = sent == null ? 0 : sent.status();
    if (!isInVain() && (status < 300 || status == 500)) {
      who.differs(method + " to nowhere got " + status);
    }
    if (method.equals("INVITE") || method.equals("MESSAGE")) {
      stage.costs(Cost.of(who.user(), "EVENT", "\\d+").perhaps());
    }
  }
}
