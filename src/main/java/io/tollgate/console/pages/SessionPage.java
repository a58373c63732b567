package io.tollgate.console.pages;

import io.tollgate.console.access.Role;
import io.tollgate.console.view.SessionLine;
import io.tollgate.console.view.SessionReport;
import io.tollgate.console.view.SessionReport.Amount;
import io.tollgate.console.view.SessionReport.Request;
import io.tollgate.console.web.Formats;
import io.tollgate.console.web.Markup;
import io.tollgate.console.web.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One session: what it was, as ladder, as bill, as log. */
final class SessionPage {
  private SessionPage() {}

  static Markup page(Ask ask, SessionReport paper) {
    SessionLine line = paper.session();
    return Markup.of(
        "{}{}<section><h2>Ladder</h2>{}</section><section><h2>Bill</h2>{}{}</section>"
            + "<section><h2>Log</h2><details><summary>As text</summary><pre>{}</pre></details>"
            + "<p><a href=\"{}/session?id={}&amp;format=text\">Plain text</a> · "
            + "<a href=\"{}/api/v1/sessions/{}\">JSON</a> · "
            + "<a href=\"{}/messages?id={}\">Diameter messages with their AVPs</a></p></section>",
        facts(line),
        deeds(ask, line),
        Ladder.of(
            paper.ladder(),
            paper.arrowsLeftOut(),
            arrow -> MessagesPage.link(ask, line.id(), arrow)),
        requests(paper.requests()),
        usage(paper.usage()),
        Ladder.text(paper.ladder(), paper.arrowsLeftOut()),
        ask.base(),
        line.id(),
        ask.base(),
        line.id(),
        ask.base(),
        line.id());
  }

  private static Markup facts(SessionLine line) {
    List<Markup> facts = new ArrayList<>();
    fact(facts, "Service", line.profile() + " " + line.service() + ", " + line.role());
    fact(facts, "Caller", line.caller());
    fact(facts, "Called", line.callee());
    fact(facts, "Group", line.group());
    fact(facts, "Pays", line.payer());
    fact(
        facts,
        "Time",
        Formats.at(line.began())
            + (line.ended() == null ? ", up for " : " to " + Formats.at(line.ended()) + ", ")
            + Formats.lasting(line.lasted()));
    fact(
        facts,
        "Outcome",
        line.outcome()
            + (line.status() == 0 ? "" : ", SIP status " + line.status())
            + (line.cause() == null ? "" : ", cause code " + line.cause()));
    fact(facts, "Because", line.reason());
    fact(
        facts,
        "Used",
        "%s messages sent, %s received, %s in, %s out, %s charged, at most %s participants"
            .formatted(
                line.messagesSent(),
                line.messagesReceived(),
                Formats.octets(line.octetsIn()),
                Formats.octets(line.octetsOut()),
                Formats.lasting(java.time.Duration.ofSeconds(line.seconds())),
                line.participants()));
    fact(facts, "Charging", line.balance());
    fact(facts, "Difference", line.difference());
    fact(facts, "ICID", line.icid());
    fact(facts, "Call-ID", line.callId());
    fact(facts, "Call-ID of the other leg", line.outgoingCallId());
    fact(facts, "Charging session, Rf", line.offlineSession());
    fact(facts, "Charging session, Ro", line.onlineSession());
    return Markup.of("<dl class=\"facts\">{}</dl>", facts);
  }

  private static void fact(List<Markup> facts, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      facts.add(Markup.of("<div><dt>{}</dt><dd>{}</dd></div>", name, value));
    }
  }

  private static Markup deeds(Ask ask, SessionLine line) {
    return line.open() && ask.reader().is(Role.OPERATOR)
        ? Markup.of(
            "<p class=\"deeds\"><a class=\"button\" href=\"{}/confirm?deed=end-session&amp;about={}\">"
                + "End this session…</a></p>",
            ask.base(),
            URLEncoder.encode(line.callId(), StandardCharsets.UTF_8))
        : Markup.NONE;
  }

  private static Markup requests(List<Request> requests) {
    Table table =
        Table.of(
            "Charging requests", "At", "Plane", "Request", "Why", "Reported", "Answer", "Took");
    for (Request each : requests) {
      table.row(
          Formats.moment(each.at()),
          each.plane(),
          each.type() + " " + each.number(),
          each.why(),
          reported(each),
          each.resultCode() == 0 ? each.state() : each.state() + " (" + each.resultCode() + ")",
          each.answeredAfter() == null
              ? ""
              : Formats.millis((double) each.answeredAfter().toMillis()));
    }
    return table.orElse("Nothing was charged for it.");
  }

  private static String reported(Request each) {
    if (each.amounts().isEmpty()) {
      return each.plane().equals("Rf")
          ? each.messages() + " messages, " + each.participants() + " participants"
          : "";
    }
    return each.amounts().stream().map(SessionPage::said).collect(Collectors.joining("; "));
  }

  private static String said(Amount each) {
    List<String> words = new ArrayList<>();
    if (each.used() > 0) {
      words.add("used " + each.used());
    }
    if (each.requested() > 0) {
      words.add("asked " + each.requested());
    }
    if (each.granted() > 0) {
      words.add("granted " + each.granted());
    }
    return each.unit()
        + " of group "
        + each.group()
        + (words.isEmpty() ? "" : ": " + String.join(", ", words));
  }

  private static Markup usage(List<SessionReport.Usage> usage) {
    if (usage.isEmpty()) {
      return Markup.NONE;
    }
    Table table =
        Table.of(
            "What was used, and where it is",
            "Plane",
            "Group",
            "Unit",
            "Used",
            "Reported",
            "Taken",
            "Dead letters",
            "Lost by policy",
            "Waiting",
            "Difference");
    for (SessionReport.Usage each : usage) {
      table.row(
          each.plane(),
          each.group(),
          each.unit(),
          each.used(),
          each.reported(),
          each.acknowledged(),
          each.deadLetters(),
          each.lost(),
          each.waiting(),
          Markup.of(
              "<span class=\"{}\">{}</span>",
              each.difference() == 0 ? "even" : "bad",
              each.difference()));
    }
    return table.markup();
  }
}
