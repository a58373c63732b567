package io.tollgate.console.pages;

import io.tollgate.console.view.SessionReport.Arrow;
import io.tollgate.console.view.WireMessage;
import io.tollgate.console.web.Formats;
import io.tollgate.console.web.Markup;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Diameter messages of a session with their AVPs, all or those of one arrow of its ladder. */
final class MessagesPage {
  private static final int MOST = 20;

  /** Keeps a page with large bodies within its bounds. */
  private static final int MOST_AVPS = 500;

  private static final Pattern REQUEST = Pattern.compile("(ACR|CCR) \\S+ (\\d{1,18})");

  private final boolean open;
  private int shown;

  private MessagesPage(boolean open) {
    this.open = open;
  }

  /** What an arrow that is a Diameter message opens when it is clicked on. */
  static Markup link(Ask ask, long id, Arrow arrow) {
    Matcher request = REQUEST.matcher(arrow.what());
    if (!request.matches() || arrow.to().equals("journal")) {
      return Markup.NONE;
    }
    String address =
        "%s/messages?id=%d&plane=%s&number=%s&sent=%s"
            .formatted(
                ask.base(),
                id,
                request.group(1).equals("ACR") ? "Rf" : "Ro",
                request.group(2),
                arrow.from().equals("tollgate") ? "yes" : "no");
    return Markup.of(
        "<div class=\"avps\" hx-get=\"{}\" hx-trigger=\"toggle from:closest details once\">"
            + "<a href=\"{}\">AVPs</a></div>",
        address,
        address);
  }

  static List<WireMessage> wanted(Ask ask, List<WireMessage> all) {
    String plane = ask.text("plane");
    String sent = ask.text("sent");
    return all.stream()
        .filter(each -> plane.isEmpty() || each.plane().equals(plane))
        .filter(each -> sent.isEmpty() || each.sent() == sent.equals("yes"))
        .filter(each -> ask.number("number").map(it -> it == each.number()).orElse(true))
        .toList();
  }

  static Markup page(Ask ask, long id, List<WireMessage> messages) {
    return Markup.of(
        "{}<p><a href=\"{}/session?id={}\">Back to the session</a></p>",
        new MessagesPage(messages.size() <= 2).all(messages),
        ask.base(),
        id);
  }

  static Markup part(List<WireMessage> messages) {
    return new MessagesPage(true).all(messages);
  }

  private Markup all(List<WireMessage> messages) {
    if (messages.isEmpty()) {
      return Markup.of(
          "<p class=\"none\">None is kept: the server keeps the latest in memory only"
              + " (console.diameter-messages), or it did not go over the wire.</p>");
    }
    return Markup.of(
        "{}{}",
        messages.stream().limit(MOST).map(this::message).toList(),
        messages.size() <= MOST
            ? Markup.NONE
            : Markup.of("<p>{} more are kept.</p>", messages.size() - MOST));
  }

  private Markup message(WireMessage message) {
    return Markup.of(
        "<details class=\"message\"{}><summary>{} {}</summary><p>{}</p>{}</details>",
        open ? Markup.of(" open") : Markup.NONE,
        Formats.moment(message.at()),
        message.command(),
        (message.sent() ? "to " : "from ")
            + message.peer()
            + ", "
            + message.plane()
            + ", "
            + Formats.octets(message.octets())
            + (message.again() ? ", may have been sent before (T)" : "")
            + (message.error() ? ", an error (E)" : ""),
        avps(message.avps()));
  }

  private Markup avps(List<WireMessage.Avp> avps) {
    return Markup.of("<ul class=\"avps\">{}</ul>", avps.stream().map(this::avp).toList());
  }

  private Markup avp(WireMessage.Avp avp) {
    if (++shown > MOST_AVPS) {
      return shown == MOST_AVPS + 1
          ? Markup.of("<li class=\"none\">more than are shown here</li>")
          : Markup.NONE;
    }
    return Markup.of(
        "<li><b>{}</b> <span class=\"soft\">{}{}{}</span> {}{}</li>",
        avp.name(),
        avp.code(),
        avp.vendor() == 0 ? "" : "/" + avp.vendor(),
        avp.mandatory() ? " M" : "",
        avp.value(),
        avp.members().isEmpty() ? Markup.NONE : avps(avp.members()));
  }
}
