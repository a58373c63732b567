package io.tollgate.console.pages;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.console.view.Console;
import io.tollgate.console.view.SessionLine;
import io.tollgate.console.web.Formats;
import io.tollgate.console.web.Markup;
import io.tollgate.console.web.Table;
import io.tollgate.ledger.History;
import io.tollgate.ledger.Outcome;
import io.tollgate.ledger.Search;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sessions that are up and those that are over: searched, counted, page by page. */
final class SessionsPage {
  static final int PAGE = 50;
  private static final List<String> FIELDS =
      List.of("subscriber", "id", "from", "to", "service", "outcome", "differs");

  private SessionsPage() {}

  /** What was asked for; a value that means nothing finds nothing out, and is told. */
  record Wanted(Search search, List<String> problems) {}

  static Wanted wanted(Ask ask) {
    List<String> problems = new ArrayList<>();
    Search search =
        Search.all()
            .most(PAGE)
            .subscriber(given(ask, "subscriber"))
            .between(time(ask, "from", problems), time(ask, "to", problems))
            .service(constant(ask, "service", ServiceKind.class, problems), null)
            .outcome(constant(ask, "outcome", Outcome.class, problems))
            .onlyDifferent(ask.text("differs").equals("yes"))
            .before(ask.number("before").orElse(null));
    return new Wanted(search, problems);
  }

  private static @Nullable String given(Ask ask, String name) {
    String text = ask.text(name);
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant time(Ask ask, String name, List<String> problems) {
    String text = ask.text(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return text.endsWith("Z")
          ? Instant.parse(text)
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      problems.add(name + ": \"" + text + "\" (expected: a time such as 2026-01-31T12:00)");
      return null;
    }
  }

  private static <T extends Enum<T>> @Nullable T constant(
      Ask ask, String name, Class<T> type, List<String> problems) {
    String text = ask.text(name);
    if (text.isEmpty()) {
      return null;
    }
    Optional<T> found =
        Arrays.stream(type.getEnumConstants()).filter(each -> word(each).equals(text)).findFirst();
    if (found.isEmpty()) {
      problems.add(
          name
              + ": \""
              + text
              + "\" (expected: one of "
              + String.join(
                  ", ", Arrays.stream(type.getEnumConstants()).map(SessionsPage::word).toList())
              + ")");
    }
    return found.orElse(null);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Who looks for one identifier may not know of which kind it is. */
  static List<SessionLine> find(Ask ask, Console console, Wanted wanted) {
    Instant now = Instant.now();
    String id = ask.text("id");
    List<Search> searches =
        id.isEmpty()
            ? List.of(wanted.search())
            : List.of(
                wanted.search().icid(id),
                wanted.search().callId(id),
                wanted.search().chargingSession(id));
    return searches.stream()
        .flatMap(each -> console.history().search(each).stream())
        .distinct()
        .sorted((one, other) -> Long.compare(other.id(), one.id()))
        .limit(PAGE)
        .map(row -> SessionLine.of(row, ask.identities(), now))
        .toList();
  }

  static Markup page(Ask ask, Console console) {
    String server = console.historyOf();
    return Markup.of(
        "{}{}<div id=\"found\">{}</div>",
        server == null
            ? Markup.NONE
            : Markup.of(
                "<p>Sessions of {}. Each server of the cluster keeps its own; the others are under"
                    + " <a href=\"{}/nodes\">Servers of the cluster</a>.</p>",
                server,
                ask.base()),
        form(ask),
        part(ask, console));
  }

  static Markup part(Ask ask, Console console) {
    if (!console.keepsHistory()) {
      return Markup.of(
          "<p class=\"none\">No history is kept: nothing is charged here, or the ledger is off.</p>");
    }
    Wanted wanted = wanted(ask);
    if (!wanted.problems().isEmpty()) {
      return Markup.of(
          "<ul class=\"bad\" role=\"alert\">{}</ul>",
          wanted.problems().stream().map(each -> Markup.of("<li>{}</li>", each)).toList());
    }
    List<SessionLine> lines = find(ask, console, wanted);
    Table table =
        Table.of(
            "Sessions",
            "Began",
            "Caller",
            "Called",
            "Service",
            "Lasted",
            "Pays",
            "Outcome",
            "Charging");
    lines.forEach(line -> row(ask, table, line));
    return Markup.of(
        "<p role=\"status\">{}</p>{}{}",
        count(ask, console, wanted, lines),
        table.orElse("No session is like that."),
        pages(ask, lines));
  }

  private static void row(Ask ask, Table table, SessionLine line) {
    table.row(
        Markup.of(
            "<a href=\"{}/session?id={}\">{}</a>", ask.base(), line.id(), Formats.at(line.began())),
        line.caller(),
        line.group() == null ? line.callee() : line.callee() + " (" + line.group() + ")",
        line.profile() + " " + line.service(),
        Formats.lasting(line.lasted()),
        line.payer(),
        Markup.of(
            "<span class=\"{}\">{}</span>",
            line.open() ? "open" : "over",
            line.status() == 0 ? line.outcome() : line.outcome() + " (" + line.status() + ")"),
        Markup.of(
            "<span class=\"{}\">{}</span>",
            line.balance().equals("differs") ? "bad" : "even",
            line.balance()));
  }

  private static String count(Ask ask, Console console, Wanted wanted, List<SessionLine> lines) {
    if (!ask.text("id").isEmpty()) {
      return lines.size() + (lines.size() == 1 ? " session" : " sessions");
    }
    History.Found found = console.history().count(wanted.search());
    String all =
        (found.exact() ? "" : "more than ")
            + String.format(Locale.ROOT, "%,d", found.sessions())
            + (found.sessions() == 1 ? " session" : " sessions");
    return lines.size() == found.sessions() && found.exact()
        ? all
        : all + ", " + lines.size() + " of them here";
  }

  private static Markup pages(Ask ask, List<SessionLine> lines) {
    boolean first = ask.number("before").isEmpty();
    boolean last = lines.size() < PAGE;
    if (first && last) {
      return Markup.NONE;
    }
    return Markup.of(
        "<nav class=\"pages\" aria-label=\"Pages of the list\">{}{}</nav>",
        first ? Markup.NONE : Markup.of("<a href=\"{}\">Newest</a>", link(ask, null)),
        last
            ? Markup.NONE
            : Markup.of(
                "<a href=\"{}\" rel=\"next\">Older</a>",
                link(ask, lines.get(lines.size() - 1).id())));
  }

  private static String link(Ask ask, @Nullable Long before) {
    StringBuilder link = new StringBuilder(ask.base()).append("/sessions?");
    for (String field : FIELDS) {
      if (!ask.text(field).isEmpty()) {
        link.append(field)
            .append('=')
            .append(URLEncoder.encode(ask.text(field), StandardCharsets.UTF_8))
            .append('&');
      }
    }
    return before == null ? link.toString() : link.append("before=").append(before).toString();
  }

  private static Markup form(Ask ask) {
    return Markup.of(
        "<form class=\"search\" role=\"search\" method=\"get\" action=\"{}/sessions\" "
            + "hx-get=\"{}/sessions\" hx-target=\"#found\" hx-push-url=\"true\" "
            + "hx-trigger=\"submit, input changed delay:500ms from:find input, change\">"
            + "<label>Subscriber <input name=\"subscriber\" value=\"{}\" placeholder=\"sip:user@example.com\" autocomplete=\"off\"></label>"
            + "<label>ICID, Call-ID or charging session <input name=\"id\" value=\"{}\" autocomplete=\"off\"></label>"
            + "<label>From (UTC) <input type=\"datetime-local\" name=\"from\" value=\"{}\"></label>"
            + "<label>Before (UTC) <input type=\"datetime-local\" name=\"to\" value=\"{}\"></label>"
            + "<label>Service <select name=\"service\">{}</select></label>"
            + "<label>Outcome <select name=\"outcome\">{}</select></label>"
            + "<label class=\"check\"><input type=\"checkbox\" name=\"differs\" value=\"yes\"{}> only what does not add up</label>"
            + "<button>Search</button></form>",
        ask.base(),
        ask.base(),
        ask.text("subscriber"),
        ask.text("id"),
        ask.text("from"),
        ask.text("to"),
        options(ask, "service", ServiceKind.values()),
        options(ask, "outcome", Outcome.values()),
        ask.text("differs").equals("yes") ? Markup.of(" checked") : Markup.NONE);
  }

  private static Markup options(Ask ask, String name, Enum<?>[] constants) {
    List<Markup> options = new ArrayList<>();
    options.add(Markup.of("<option value=\"\">any</option>"));
    for (Enum<?> constant : constants) {
      options.add(
          Markup.of(
              "<option value=\"{}\"{}>{}</option>",
              word(constant),
              word(constant).equals(ask.text(name)) ? Markup.of(" selected") : Markup.NONE,
              constant instanceof Outcome outcome ? outcome.text() : Formats.word(constant)));
    }
    return Markup.of("{}", options);
  }
}
