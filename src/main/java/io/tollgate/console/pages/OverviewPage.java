package io.tollgate.console.pages;

import io.tollgate.console.access.Role;
import io.tollgate.console.view.Overview;
import io.tollgate.console.web.Formats;
import io.tollgate.console.web.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the server does, kept current while it is looked at. */
final class OverviewPage {
  private OverviewPage() {}

  static Markup page(Ask ask, Overview now) {
    return Markup.of(
        "<div id=\"live\" data-events=\"{}/events\">{}</div>"
            + "<p class=\"live\"><span id=\"live-state\" role=\"status\">as of this moment</span></p>{}",
        ask.base(),
        part(now),
        deeds(ask));
  }

  /** Holds no identity, so that all who look may have the same one. */
  static Markup part(Overview now) {
    return Markup.of(
        "<section class=\"state\"><h2>Server</h2><p class=\"big {}\">{}</p>{}</section>"
            + "{}<div class=\"tiles\">{}{}{}{}{}{}</div>",
        now.problem().isEmpty() && now.state().equals("ready") ? "good" : "bad",
        now.state(),
        now.problem().isEmpty() ? Markup.NONE : Markup.of("<p class=\"bad\">{}</p>", now.problem()),
        alarms(now.alarms()),
        tile(
            "Calls and conferences",
            fact("Sessions and conferences up", Formats.number(now.calls().openSessions())),
            fact("Conferences", Formats.number(now.calls().conferences())),
            fact("SIP sessions", Formats.number(now.calls().sipSessions())),
            fact("Legs", Formats.number(now.calls().legs())),
            fact("Refused for overload", Formats.number(now.calls().refusedByOverload()))),
        tile(
            "Set-up",
            fact("Sessions set up since the start", Formats.number(now.setup().measured())),
            fact("From INVITE to answer, median", Formats.millis(now.setup().p50Millis())),
            fact("95 of 100 within", Formats.millis(now.setup().p95Millis())),
            fact("In the mean", Formats.millis(now.setup().meanMillis()))),
        services(now.services()),
        tile(
            "Messages",
            fact("Relays and conferences", Formats.number(now.messages().sessions())),
            fact("Parties", Formats.number(now.messages().parties())),
            fact("MSRP connections", Formats.number(now.messages().connections())),
            fact("Waiting for slow peers", size(now.messages().queuedOctets()))),
        tile(
            "Charging",
            fact("Sessions with quota", known(now.calls().creditSessions())),
            peers(now.peers())),
        journal(now.journal()));
  }

  private static Markup services(Overview.Services services) {
    List<Markup> facts = new ArrayList<>();
    services
        .outcomes()
        .forEach(
            (outcome, count) -> facts.add(fact(outcome, String.format(Locale.ROOT, "%,d", count))));
    facts.add(fact("refused by charging", Formats.number(services.refused())));
    facts.add(fact("ended by charging", Formats.number(services.cut())));
    facts.add(fact("went on uncharged", Formats.number(services.uncharged())));
    return tile("Sessions and messages since the start", facts.toArray(Markup[]::new));
  }

  private static String size(double octets) {
    return Double.isNaN(octets) ? "unknown" : Formats.octets((long) octets);
  }

  /** Where nothing is charged, there is no such number. */
  private static String known(double value) {
    return Double.isNaN(value) ? "none: nothing is charged" : Formats.number(value);
  }

  private static Markup peers(List<Overview.Peer> peers) {
    return peers.isEmpty()
        ? fact("Peers", "none")
        : Markup.of(
            "{}",
            peers.stream()
                .map(
                    peer ->
                        fact(
                            peer.host() + " (" + String.join(", ", peer.interfaces()) + ")",
                            peer.state() + ", " + peer.outstanding() + " outstanding"))
                .toList());
  }

  private static Markup journal(Overview.Journal journal) {
    if (!journal.on()) {
      return tile("Journal", fact("Journal", "none: nothing is charged"));
    }
    return tile(
        "Journal",
        fact("Records that wait", Formats.number(journal.pending())),
        fact("Sessions with a closing noted", Formats.number(journal.openSessions())),
        fact("Dead letters", Formats.number(journal.deadLetters())),
        fact("Answered since the start", Formats.number(journal.acknowledged())),
        fact("Given up by policy", Formats.number(journal.dropped())));
  }

  private static Markup alarms(List<Overview.Alarm> alarms) {
    if (alarms.isEmpty()) {
      return Markup.of(
          "<section class=\"alarms\"><h2>Alarms</h2><p class=\"none\">No alarm is on.</p></section>");
    }
    return Markup.of(
        "<section class=\"alarms\"><h2>Alarms</h2><ul>{}</ul></section>",
        alarms.stream()
            .map(
                alarm ->
                    Markup.of(
                        "<li><strong>{}</strong> <span class=\"tag\">{}</span><br>{} {}<br>{}</li>",
                        alarm.name(),
                        alarm.severity(),
                        alarm.meaning(),
                        alarm.text(),
                        alarm.whatToDo()))
            .toList());
  }

  private static Markup tile(String title, Markup... facts) {
    return Markup.of(
        "<section class=\"tile\"><h2>{}</h2><dl>{}</dl></section>", title, List.of(facts));
  }

  private static Markup fact(String name, String value) {
    return Markup.of("<div><dt>{}</dt><dd>{}</dd></div>", name, value);
  }

  private static Markup deeds(Ask ask) {
    if (!ask.reader().is(Role.OPERATOR)) {
      return Markup.NONE;
    }
    return Markup.of(
        "<p class=\"deeds\"><a class=\"button\" href=\"{}/confirm?deed=drain\">Drain…</a> "
            + "<a class=\"button\" href=\"{}/confirm?deed=undrain\">Let sessions in again…</a> "
            + "<a class=\"button\" href=\"{}/confirm?deed=reload\">Reload settings…</a></p>",
        ask.base(),
        ask.base(),
        ask.base());
  }
}
