package io.tollgate.console.pages;

import io.tollgate.console.access.AuditLog;
import io.tollgate.console.access.Role;
import io.tollgate.console.view.ConferenceLine;
import io.tollgate.console.view.Console;
import io.tollgate.console.view.DeadLetterView;
import io.tollgate.console.view.FlowLine;
import io.tollgate.console.view.NodeLine;
import io.tollgate.console.view.Overview;
import io.tollgate.console.view.SettingLine;
import io.tollgate.console.web.Formats;
import io.tollgate.console.web.Markup;
import io.tollgate.console.web.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Conferences, peers, journal, settings, flows, audit log: lists of what there is. */
final class OtherPages {
  private static final int LETTERS = 50;
  private static final int AUDIT_LINES = 200;
  private static final int MOST_CONFERENCES = 50;
  private static final int MOST_PARTICIPANTS = 200;

  private OtherPages() {}

  static Markup conferences(Ask ask, Console console) {
    List<ConferenceLine> all = console.conferences().apply(ask.identities());
    List<Markup> sections = new ArrayList<>();
    for (ConferenceLine each : all.subList(0, Math.min(MOST_CONFERENCES, all.size()))) {
      sections.add(conference(ask, each));
    }
    return Markup.of(
        "<p role=\"status\">{} running{}</p>{}",
        all.size() == 1 ? "1 conference" : all.size() + " conferences",
        all.size() > MOST_CONFERENCES ? ", " + MOST_CONFERENCES + " of them here" : "",
        sections);
  }

  private static Markup conference(Ask ask, ConferenceLine each) {
    Table table = Table.of("Roster", "Participant", "State", "Came in", "Since");
    each.roster().stream()
        .limit(MOST_PARTICIPANTS)
        .forEach(
            one ->
                table.row(
                    one.name() == null ? one.identity() : one.identity() + " (" + one.name() + ")",
                    one.state(),
                    one.joined(),
                    Formats.at(one.since())));
    return Markup.of(
        "<section class=\"conference\"><h2>{}</h2><p>{} · {} present, {} invited · owner {} · begun by {}{}</p>{}{}{}</section>",
        each.uri(),
        each.type(),
        each.present(),
        each.invited(),
        each.owner(),
        each.initiator(),
        each.subject() == null ? "" : " · subject: " + each.subject(),
        table.orElse("Nobody yet."),
        each.roster().size() > MOST_PARTICIPANTS
            ? Markup.of(
                "<p>{} of {} participants here</p>", MOST_PARTICIPANTS, each.roster().size())
            : Markup.NONE,
        ask.reader().is(Role.OPERATOR)
            ? Markup.of(
                "<p class=\"deeds\"><a class=\"button\" href=\"{}/confirm?deed=end-conference&amp;about={}\">End this conference…</a></p>",
                ask.base(),
                each.number())
            : Markup.NONE);
  }

  static Markup peers(Ask ask, List<Overview.Peer> peers) {
    boolean acts = ask.reader().is(Role.OPERATOR);
    Table table =
        Table.of(
            "Diameter peers",
            "Peer",
            "For",
            "State",
            "Outstanding",
            "Requests",
            "Sent again",
            "Not answered",
            "Answer within (mean)",
            "Answers",
            "");
    for (Overview.Peer peer : peers) {
      table.row(
          peer.host(),
          String.join(", ", peer.interfaces()),
          Markup.of(
              "<span class=\"{}\">{}</span>",
              peer.state().equals("open") ? "good" : "bad",
              peer.state()),
          peer.outstanding(),
          Formats.number(peer.requests()),
          Formats.number(peer.resends()),
          Formats.number(peer.unanswered()),
          Formats.millis(peer.meanMillis()),
          peer.answers().entrySet().stream()
              .map(
                  code -> code.getKey() + ": " + String.format(Locale.ROOT, "%,d", code.getValue()))
              .collect(Collectors.joining(", ")),
          acts
              ? Markup.of(
                  "<a href=\"{}/confirm?deed={}&amp;about={}\">{}</a>",
                  ask.base(),
                  peer.held() ? "peer-up" : "peer-down",
                  URLEncoder.encode(peer.host(), StandardCharsets.UTF_8),
                  peer.held() ? "Put into use…" : "Take down…")
              : Markup.NONE);
    }
    return Markup.of(
        "<div hx-get=\"\" hx-trigger=\"every 5s\" hx-swap=\"outerHTML\">{}</div>",
        table.orElse("No peer is configured: nothing is charged here."));
  }

  static Markup journal(Ask ask, Console console) {
    Overview.Journal now = console.overview().journal();
    if (!now.on()) {
      return Markup.of("<p class=\"none\">There is no journal: nothing is charged here.</p>");
    }
    long after = ask.number("after").orElse(0L);
    List<DeadLetterView> letters = console.deadLetters().after(after, LETTERS);
    Table table =
        Table.of("Dead letters", "Refused", "Plane", "Record", "Session", "Answer", "Reason", "");
    letters.forEach(letter -> letter(ask, table, letter));
    return Markup.of(
        "<dl class=\"facts\">{}</dl><section><h2>Dead letters</h2>{}{}{}</section>",
        facts(now),
        ask.reader().is(Role.CHARGING)
            ? Markup.of("<p><a href=\"{}/dead-letters.csv\">Export as CSV</a></p>", ask.base())
            : Markup.of(
                "<p class=\"none\">The role charging may read them and send them again.</p>"),
        table.orElse(after == 0 ? "None." : "No more."),
        letters.size() == LETTERS
            ? Markup.of(
                "<nav class=\"pages\" aria-label=\"Pages of the list\"><a rel=\"next\" href=\"{}/journal?after={}\">Next {}</a></nav>",
                ask.base(),
                letters.get(letters.size() - 1).id(),
                LETTERS)
            : Markup.NONE);
  }

  private static List<Markup> facts(Overview.Journal now) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Records that wait for their answer", Formats.number(now.pending()));
    facts.put(
        "The oldest has waited",
        now.pending() > 0
            ? Formats.lasting(java.time.Duration.ofSeconds((long) now.oldestSeconds()))
            : "nothing waits");
    facts.put("Sessions with a closing noted", Formats.number(now.openSessions()));
    facts.put("Dead letters", Formats.number(now.deadLetters()));
    facts.put("In memory only, as the disk fails", Formats.number(now.buffered()));
    facts.put("Full to", String.format(Locale.ROOT, "%.0f %%", now.fill() * 100));
    facts.put("Answered since the start", Formats.number(now.acknowledged()));
    facts.put("Sent again since the start", Formats.number(now.retransmitted()));
    facts.put("Refused for good since the start", Formats.number(now.refused()));
    facts.put("Given up by policy since the start", Formats.number(now.dropped()));
    List<Markup> all = new ArrayList<>();
    facts.forEach(
        (name, value) -> all.add(Markup.of("<div><dt>{}</dt><dd>{}</dd></div>", name, value)));
    return all;
  }

  private static void letter(Ask ask, Table table, DeadLetterView letter) {
    table.row(
        Formats.at(letter.buried()),
        letter.plane(),
        letter.kind() + " " + letter.number(),
        letter.session(),
        letter.resultCode() == 0 ? "not sent" : Integer.toString(letter.resultCode()),
        ask.identities().within(letter.reason()),
        ask.reader().is(Role.CHARGING)
            ? Markup.of(
                "<a href=\"{}/dead-letter?id={}\">Read</a> <a href=\"{}/confirm?deed=requeue&amp;about={}\">Send again…</a>",
                ask.base(),
                letter.id(),
                ask.base(),
                letter.id())
            : Markup.NONE);
  }

  static Markup deadLetter(Ask ask, DeadLetterView letter, String body) {
    return Markup.of(
        "<p>{}, {} {} of {}, refused {}: {} {}</p><pre>{}</pre>"
            + "<p class=\"deeds\"><a class=\"button\" href=\"{}/confirm?deed=requeue&amp;about={}\">Send again…</a></p>",
        letter.plane(),
        letter.kind(),
        letter.number(),
        letter.session(),
        Formats.at(letter.buried()),
        letter.resultCode() == 0 ? "not sent" : letter.resultCode(),
        letter.reason(),
        body,
        ask.base(),
        letter.id());
  }

  /** Spreadsheets take a cell that begins so for a formula. */
  static String csv(List<DeadLetterView> letters) {
    StringBuilder csv =
        new StringBuilder("id,refused_utc,stored_utc,plane,kind,session,number,result,reason\r\n");
    for (DeadLetterView each : letters) {
      csv.append(
              List.of(
                      Long.toString(each.id()),
                      each.buried().toString(),
                      each.stored().toString(),
                      each.plane(),
                      each.kind(),
                      each.session(),
                      Long.toString(each.number()),
                      Integer.toString(each.resultCode()),
                      each.reason())
                  .stream()
                  .map(OtherPages::cell)
                  .collect(Collectors.joining(",")))
          .append("\r\n");
    }
    return csv.toString();
  }

  private static String cell(String text) {
    String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
    return "\"" + safe.replace("\"", "\"\"") + "\"";
  }

  static Markup settings(Console console) {
    Map<String, List<SettingLine>> sections =
        console.settingLines().stream()
            .collect(
                Collectors.groupingBy(
                    SettingLine::section, LinkedHashMap::new, Collectors.toList()));
    List<Markup> all = new ArrayList<>();
    sections.forEach(
        (section, lines) -> {
          Table table = Table.of("Settings of " + section, "Name", "Value", "From");
          lines.forEach(
              line ->
                  table.row(
                      Markup.of("<code>{}</code>", line.name()),
                      line.value().isEmpty() ? "(nothing)" : line.value(),
                      Markup.of(
                          "<span class=\"{}\">{}</span>",
                          line.origin().equals("default") ? "none" : "tag",
                          line.origin())));
          all.add(
              Markup.of(
                  "<section class=\"settings\"><h2>{}</h2>{}</section>", section, table.markup()));
        });
    return Markup.of("{}", all);
  }

  static Markup flows(Ask ask, Console console) {
    String profile = ask.text("profile").equals("CPM") ? "CPM" : "IM";
    String charged =
        List.of("offline", "online", "both").contains(ask.text("charged"))
            ? ask.text("charged")
            : "both";
    List<Markup> choices = new ArrayList<>();
    for (String each : List.of("IM", "CPM")) {
      for (String how : List.of("offline", "online", "both")) {
        choices.add(
            Markup.of(
                "<a href=\"{}/flows?profile={}&amp;charged={}\"{}>{} {}</a> ",
                ask.base(),
                each,
                how,
                each.equals(profile) && how.equals(charged)
                    ? Markup.of(" aria-current=\"page\"")
                    : Markup.NONE,
                each,
                how));
      }
    }
    Table table =
        Table.of("Flows in force", "Figure", "Procedure", "Steps, in their order", "As a figure");
    for (FlowLine flow : console.flows()) {
      if (flow.profile().equals(profile) && flow.charged().equals(charged)) {
        table.row(
            flow.figure(),
            flow.procedure(),
            flow.steps().isEmpty()
                ? "nothing"
                : Markup.of(
                    "<ol class=\"steps\">{}</ol>",
                    flow.steps().stream().map(step -> Markup.of("<li>{}</li>", step)).toList()),
            flow.steps().isEmpty() ? Markup.NONE : FlowFigure.of(flow));
      }
    }
    return Markup.of(
        "<nav class=\"choices\" aria-label=\"Profile and charging\">{}</nav>{}",
        choices,
        table.markup());
  }

  static Markup nodes(List<NodeLine> nodes) {
    Table table =
        Table.of(
            "Servers of the cluster",
            "Server",
            "Life",
            "State",
            "Lease",
            "Since",
            "Charging sessions",
            "Records that wait",
            "Settled by");
    for (NodeLine node : nodes) {
      table.row(
          node.here()
              ? Markup.of("{} <span class=\"tag\">this one</span>", node.name())
              : node.name(),
          Markup.of("<code>{}</code>", node.id()),
          Markup.of(
              "<span class=\"{}\">{}</span>",
              node.leaseLeft().isNegative() || node.settledBy() != null ? "bad" : "good",
              node.state()),
          node.leaseLeft().isNegative()
              ? "over for " + Formats.lasting(node.leaseLeft().negated())
              : Formats.lasting(node.leaseLeft()) + " left",
          Formats.at(node.started()),
          Formats.number((double) node.sessions()),
          Formats.number((double) node.waiting()),
          node.settledBy());
    }
    return Markup.of(
        "<div hx-get=\"\" hx-trigger=\"every 5s\" hx-swap=\"outerHTML\">{}</div>",
        table.orElse("This server is alone: cluster.store is not set."));
  }

  static Markup audit(AuditLog audit) {
    List<String> lines = audit.latest(AUDIT_LINES);
    return Markup.of(
        "<p role=\"status\">The latest {}, the newest first.</p><pre>{}</pre>",
        lines.size() == 1 ? "line" : lines.size() + " lines",
        String.join("\n", lines));
  }
}
