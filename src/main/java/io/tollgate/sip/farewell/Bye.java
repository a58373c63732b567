package io.tollgate.sip.farewell;

import io.tollgate.sip.leg.DialogState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The BYE of a dialog, routed as its route set says (RFC 3261 12.2.1.1). */
final class Bye {

  /**
   * What the other server may have sent since it wrote down where the dialog stands. A peer takes
   * any number that is higher (RFC 3261 12.2.2).
   */
  private static final long MARGIN = 1 << 20;

  private static final long HIGHEST = (1L << 31) - 1;

  private static final String REASON =
      "SIP;cause=503;text=\"the server that had this session failed\"";

  private final DialogState dialog;
  private final String first;
  private final String target;
  private final List<String> routes;

  private Bye(DialogState dialog, String first, String target, List<String> routes) {
    this.dialog = dialog;
    this.first = first;
    this.target = target;
    this.routes = routes;
  }

  static Bye of(DialogState dialog) {
    List<String> routes = dialog.routes();
    String target = SipUri.forRequest(dialog.target());
    if (routes.isEmpty()) {
      return new Bye(dialog, target, target, routes);
    }
    String first = routes.get(0);
    if (SipUri.isLoose(first)) {
      return new Bye(dialog, first, target, routes);
    }
    // A strict router wants to be named in the Request-URI, and the target last.
    List<String> rest = new ArrayList<>(routes.subList(1, routes.size()));
    rest.add(dialog.target());
    return new Bye(dialog, first, SipUri.forRequest(first), rest);
  }

  /** Null where no URI says it. */
  @Nullable Hop hop() {
    return dialog.target().isEmpty() ? null : Hop.of(first);
  }

  /**
   * @param sentBy host and port for the Via
   */
  String text(Hop.Transport transport, String sentBy, String branch) {
    StringBuilder text = new StringBuilder(1_024);
    line(text, "BYE " + target + " SIP/2.0");
    line(text, "Via: SIP/2.0/" + transport + " " + sentBy + ";rport;branch=" + branch);
    line(text, "Max-Forwards: 70");
    routes.forEach(route -> line(text, "Route: <" + route + ">"));
    line(text, "From: " + dialog.local());
    line(text, "To: " + dialog.remote());
    line(text, "Call-ID: " + dialog.callId());
    line(text, "CSeq: " + Math.min(HIGHEST, dialog.localSequence() + MARGIN) + " BYE");
    line(text, "Reason: " + REASON);
    line(text, "Content-Length: 0");
    return text.append("\r\n").toString();
  }

  /** What others wrote never begins a line of its own. */
  private static void line(StringBuilder text, String line) {
    text.append(line.replaceAll("[\\r\\n]+", " ")).append("\r\n");
  }
}
