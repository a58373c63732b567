package io.tollgate.console.pages;

import io.tollgate.console.access.Gate;
import io.tollgate.console.access.Logins;
import io.tollgate.console.access.Reader;
import io.tollgate.console.access.Role;
import io.tollgate.console.callflow.CallFlow;
import io.tollgate.console.view.DeadLetterView;
import io.tollgate.console.view.SessionReport;
import io.tollgate.console.view.WireMessage;
import io.tollgate.console.web.Json;
import io.tollgate.console.web.Markup;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one door of the console: every page, every action and the API come in here, past the same
 * guards, and which role each needs stands in one place.
 */
public final class ConsoleServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LogManager.getLogger(ConsoleServlet.class);

  private static final int MISDIRECTED = 421;
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String CONTROL = "[\\p{Cc}&&[^\r\n\t]]";
  private static final int MOST_EXPORTED = 10_000;

  /** What needs more than the role of a viewer. */
  private static final Map<String, Role> NEEDED =
      Map.of(
          "/dead-letter", Role.CHARGING,
          "/dead-letters.csv", Role.CHARGING,
          "/api/v1/dead-letters", Role.CHARGING,
          "/audit", Role.SECURITY,
          "/api/v1/audit", Role.SECURITY);

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    guard(request, response);
    ConsoleWeb web = ConsoleWeb.of(getServletContext());
    if (!web.gate().isForUs(request)) {
      say(
          response,
          MISDIRECTED,
          "this server is not called that (http.names lists what it is called)");
      return;
    }
    boolean post = request.getMethod().equals("POST");
    if (!post && !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD, POST");
      say(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "GET, HEAD or POST");
      return;
    }
    if (!isReadable(request)) {
      say(response, HttpServletResponse.SC_BAD_REQUEST, "a query or a form that cannot be read");
      return;
    }
    String path = path(request);
    try {
      if (path.startsWith("/static/")) {
        if (post || !Static.send(path.substring("/static/".length()), response)) {
          say(response, HttpServletResponse.SC_NOT_FOUND, "no such file");
        }
      } else if (post) {
        post(web, request, response, path);
      } else {
        get(web, request, response, path);
      }
    } catch (RuntimeException e) {
      LOG.error("console: {} failed", path, e);
      if (!response.isCommitted()) {
        response.reset();
        guard(request, response);
        say(
            response,
            HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
            "this page could not be made; the log says why");
      }
    }
  }

  /**
   * Containers tell of broken escapes and of too many fields where parameters are first asked for,
   * and by exceptions of their own.
   */
  private static boolean isReadable(HttpServletRequest request) {
    try {
      return request.getParameterMap() != null;
    } catch (RuntimeException broken) {
      return false;
    }
  }

  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    String path = request.getServletPath() + (info == null ? "" : info);
    return path.isEmpty() || path.equals("/") ? "/overview" : path;
  }

  /** On every answer, whatever becomes of the request. */
  private static void guard(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  // What is looked at

  private void get(
      ConsoleWeb web, HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    Optional<Reader> let = web.gate().reader(request, !path.equals("/events"));
    if (path.equals("/login")) {
      Ask ask = new Ask(request, let.orElse(Reader.nobody()));
      html(
          web,
          ask,
          response,
          path,
          "Log in",
          AccessPages.login(ask, "", web.users().hasPasswords()));
      return;
    }
    if (path.equals("/api/v1/openapi.json")) {
      send(response, JSON, OpenApi.text(request.getContextPath(), web.version()));
      return;
    }
    if (let.isEmpty()) {
      askToLogIn(request, response, path);
      return;
    }
    Ask ask = new Ask(request, let.get());
    Role needed = NEEDED.get(path);
    if (path.startsWith("/api/v1/dead-letters/")) {
      needed = Role.CHARGING;
    }
    if (needed != null && !ask.reader().is(needed)) {
      audit(web, ask, path, "", "refused: needs the role " + needed.word());
      refuse(web, ask, response, path, needed);
      return;
    }
    if (path.startsWith("/api/")) {
      api(web, ask, response, path);
    } else {
      page(web, ask, response, path);
    }
  }

  private static void askToLogIn(
      HttpServletRequest request, HttpServletResponse response, String path) throws IOException {
    if (path.startsWith("/api/") || path.equals("/events")) {
      json(response, HttpServletResponse.SC_UNAUTHORIZED, Map.of("error", "log in first"));
    } else {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", request.getContextPath() + "/login");
    }
  }

  private void refuse(
      ConsoleWeb web, Ask ask, HttpServletResponse response, String path, Role needed)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    if (path.startsWith("/api/")) {
      json(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          Map.of("error", "this is for the role " + needed.word()));
    } else {
      html(web, ask, response, path, "Not for you", AccessPages.refused(ask, needed));
    }
  }

  private void page(ConsoleWeb web, Ask ask, HttpServletResponse response, String path)
      throws IOException {
    switch (path) {
      case "/overview" ->
          html(
              web,
              ask,
              response,
              path,
              "Overview",
              OverviewPage.page(ask, web.console().overview().now()));
      case "/events" -> events(web, ask, response);
      case "/sessions" -> sessions(web, ask, response);
      case "/session" -> session(web, ask, response);
      case "/calls" -> calls(web, ask, response);
      case "/conferences" ->
          html(web, ask, response, path, "Conferences", OtherPages.conferences(ask, web.console()));
      case "/peers" -> {
        Markup peers = OtherPages.peers(ask, web.console().overview().peers());
        kept(web, ask, response, path, "Peers", peers);
      }
      case "/charts" ->
          kept(web, ask, response, path, "Charts", ChartsPage.page(web.console().trends()));
      case "/alarms" ->
          kept(web, ask, response, path, "Alarms", AlarmsPage.part(ask, web.console()));
      case "/nodes" -> nodes(web, ask, response);
      case "/messages" -> messages(web, ask, response);
      case "/journal" ->
          html(web, ask, response, path, "Journal", OtherPages.journal(ask, web.console()));
      case "/dead-letter" -> deadLetter(web, ask, response);
      case "/dead-letters.csv" -> {
        audit(web, ask, "export dead letters", "", "done");
        response.setHeader("Content-Disposition", "attachment; filename=\"dead-letters.csv\"");
        send(
            response,
            "text/csv; charset=utf-8",
            OtherPages.csv(web.console().deadLetters().after(0, MOST_EXPORTED)));
      }
      case "/flows" ->
          html(web, ask, response, path, "Flows in force", OtherPages.flows(ask, web.console()));
      case "/settings" ->
          html(web, ask, response, path, "Settings in force", OtherPages.settings(web.console()));
      case "/audit" -> html(web, ask, response, path, "Audit log", OtherPages.audit(web.audit()));
      case "/confirm" -> confirm(web, ask, response);
      default -> notFound(web, ask, response, "There is no such page.", "/overview");
    }
  }

  /** A page that asks for itself again from time to time. */
  private static void kept(
      ConsoleWeb web, Ask ask, HttpServletResponse response, String path, String title, Markup part)
      throws IOException {
    if (ask.isForPart()) {
      send(response, HTML, part.toString());
    } else {
      html(web, ask, response, path, title, part);
    }
  }

  private static void nodes(ConsoleWeb web, Ask ask, HttpServletResponse response)
      throws IOException {
    Markup nodes;
    try {
      nodes = OtherPages.nodes(web.console().nodes().get());
    } catch (IllegalStateException e) {
      nodes = Markup.of("<p class=\"bad\" role=\"alert\">{}</p>", e.getMessage());
    }
    kept(web, ask, response, "/nodes", "Servers of the cluster", nodes);
  }

  private static void messages(ConsoleWeb web, Ask ask, HttpServletResponse response)
      throws IOException {
    long id = ask.number("id").orElse(-1L);
    Optional<List<WireMessage>> all = messages(web, ask, id);
    if (all.isEmpty()) {
      notFound(
          web, ask, response, "There is no such session, or it is no longer kept.", "/sessions");
      return;
    }
    List<WireMessage> wanted = MessagesPage.wanted(ask, all.get());
    if (ask.isForPart()) {
      send(response, HTML, MessagesPage.part(wanted).toString());
    } else {
      html(
          web, ask, response, "/sessions", "Diameter messages", MessagesPage.page(ask, id, wanted));
    }
  }

  private static Optional<List<WireMessage>> messages(ConsoleWeb web, Ask ask, long id) {
    return web.console()
        .history()
        .session(id)
        .map(story -> web.console().messages(story, ask.identities()));
  }

  private static void events(ConsoleWeb web, Ask ask, HttpServletResponse response)
      throws IOException {
    if (!web.live().stream(response, () -> web.gate().reader(ask.request(), false).isPresent())) {
      response.setHeader("Retry-After", "10");
      say(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "too many browsers look at it already");
    }
  }

  private void sessions(ConsoleWeb web, Ask ask, HttpServletResponse response) throws IOException {
    if (ask.isForPart()) {
      send(response, HTML, SessionsPage.part(ask, web.console()).toString());
    } else {
      html(web, ask, response, "/sessions", "Sessions", SessionsPage.page(ask, web.console()));
    }
  }

  private void session(ConsoleWeb web, Ask ask, HttpServletResponse response) throws IOException {
    Optional<SessionReport> paper = paper(web, ask, ask.number("id").orElse(-1L));
    if (paper.isEmpty()) {
      notFound(
          web, ask, response, "There is no such session, or it is no longer kept.", "/sessions");
    } else if (ask.text("format").equals("text")) {
      send(response, TEXT, Ladder.text(paper.get().ladder(), paper.get().arrowsLeftOut()));
    } else {
      html(
          web,
          ask,
          response,
          "/sessions",
          "Session of " + paper.get().session().caller(),
          SessionPage.page(ask, paper.get()));
    }
  }

  private static Optional<SessionReport> paper(ConsoleWeb web, Ask ask, long id) {
    return web.console()
        .history()
        .session(id)
        .map(story -> SessionReport.of(story, ask.identities(), Instant.now()));
  }

  /** By ICID, from memory: also where no history is kept. */
  private void calls(ConsoleWeb web, Ask ask, HttpServletResponse response) throws IOException {
    String icid = ask.text("icid");
    if (icid.isEmpty()) {
      sessions(web, ask, response);
      return;
    }
    Optional<CallFlow> flow = web.callFlows().of(icid);
    if (flow.isEmpty()) {
      notFound(
          web, ask, response, "no such session among the latest (console.call-flows)", "/sessions");
      return;
    }
    List<SessionReport.Arrow> arrows =
        Stream.concat(flow.get().beginning().stream(), flow.get().end().stream())
            .map(
                entry ->
                    new SessionReport.Arrow(
                        entry.at(),
                        entry.from(),
                        entry.to(),
                        entry.what(),
                        ask.identities().within(entry.meaning())))
            .toList();
    if (ask.text("format").equals("text")) {
      send(response, TEXT, Ladder.text(arrows, flow.get().leftOut()));
    } else {
      html(
          web,
          ask,
          response,
          "/sessions",
          "Session " + icid,
          Ladder.of(arrows, flow.get().leftOut()));
    }
  }

  private void deadLetter(ConsoleWeb web, Ask ask, HttpServletResponse response)
      throws IOException {
    long id = ask.number("id").orElse(-1L);
    Optional<DeadLetterView> letter = web.console().deadLetters().find(id);
    Optional<String> body = web.console().deadLetters().body(id);
    if (letter.isEmpty() || body.isEmpty()) {
      notFound(web, ask, response, "There is no such dead letter any more.", "/journal");
      return;
    }
    audit(web, ask, "read dead letter", Long.toString(id), "done");
    html(
        web,
        ask,
        response,
        "/journal",
        "Dead letter " + id,
        OtherPages.deadLetter(ask, letter.get(), body.get()));
  }

  private void confirm(ConsoleWeb web, Ask ask, HttpServletResponse response) throws IOException {
    Optional<ConsoleAction> deed = ConsoleAction.of(ask.text("deed"));
    if (deed.isEmpty()) {
      notFound(web, ask, response, "There is no such action.", "/overview");
    } else if (!ask.reader().is(deed.get().role())) {
      refuse(web, ask, response, "/confirm", deed.get().role());
    } else {
      html(
          web,
          ask,
          response,
          deed.get().back(),
          deed.get().question(),
          AccessPages.confirm(ask, deed.get(), ask.text("about")));
    }
  }

  private static void api(ConsoleWeb web, Ask ask, HttpServletResponse response, String path)
      throws IOException {
    String what = path.startsWith("/api/v1/") ? path.substring("/api/v1/".length()) : "";
    Object answer =
        switch (what) {
          case "overview" -> web.console().overview().now();
          case "sessions" -> {
            SessionsPage.Wanted wanted = SessionsPage.wanted(ask);
            if (!wanted.problems().isEmpty()) {
              json(
                  response,
                  HttpServletResponse.SC_BAD_REQUEST,
                  Map.of("error", String.join("; ", wanted.problems())));
              yield null;
            }
            yield Map.of(
                "total", web.console().history().count(wanted.search()),
                "sessions", SessionsPage.find(ask, web.console(), wanted));
          }
          case "conferences" -> web.console().conferences().apply(ask.identities());
          case "peers" -> web.console().overview().peers();
          case "charts" -> web.console().trends().charts();
          case "alarms" ->
              Map.of(
                  "on", web.console().overview().now().alarms(),
                  "history", web.console().alarmHistory());
          case "nodes" -> web.console().nodes().get();
          case "journal" -> web.console().overview().journal();
          case "dead-letters" ->
              web.console().deadLetters().after(ask.number("after").orElse(0L), SessionsPage.PAGE);
          case "settings" -> web.console().settingLines();
          case "flows" -> web.console().flows();
          case "audit" -> new RawLines(web.audit().latest(200));
          default -> one(web, ask, what);
        };
    if (response.isCommitted() || response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
      return;
    }
    if (answer == null) {
      json(response, HttpServletResponse.SC_NOT_FOUND, Map.of("error", "there is no such thing"));
    } else if (answer instanceof RawLines raw) {
      send(response, JSON, "[" + String.join(",", raw.lines()) + "]");
    } else {
      send(response, JSON, Json.of(answer));
    }
  }

  /** JSON already. */
  private record RawLines(List<String> lines) {}

  private static @Nullable Object one(ConsoleWeb web, Ask ask, String what) {
    int slash = what.indexOf('/');
    String id = what.substring(slash + 1);
    if (slash < 0 || !id.matches("[0-9]{1,18}")) {
      return null;
    }
    return switch (what.substring(0, slash)) {
      case "sessions" -> paper(web, ask, Long.parseLong(id)).orElse(null);
      case "messages" -> messages(web, ask, Long.parseLong(id)).orElse(null);
      case "dead-letters" -> {
        audit(web, ask, "read dead letter", id, "done");
        yield web.console()
            .deadLetters()
            .find(Long.parseLong(id))
            .map(
                letter ->
                    Map.of(
                        "letter",
                        letter,
                        "record",
                        web.console().deadLetters().body(letter.id()).orElse("")))
            .orElse(null);
      }
      default -> null;
    };
  }

  // What changes something

  private void post(
      ConsoleWeb web, HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    if (Gate.isFromElsewhere(request)) {
      say(response, HttpServletResponse.SC_FORBIDDEN, "made by a page of another server");
      return;
    }
    if (path.equals("/login")) {
      login(web, request, response);
      return;
    }
    Optional<Reader> let = web.gate().reader(request, true);
    if (let.isEmpty() || !let.get().isKnown()) {
      say(response, HttpServletResponse.SC_UNAUTHORIZED, "log in first");
      return;
    }
    Ask ask = new Ask(request, let.get());
    if (!Gate.hasToken(ask.reader(), request.getParameter("token"))) {
      audit(web, ask, path, ask.text("about"), "refused: without the token of a page");
      say(response, HttpServletResponse.SC_FORBIDDEN, "without the token of a page");
      return;
    }
    if (path.equals("/logout")) {
      web.gate().login(request).ifPresent(web.logins()::logout);
      audit(web, ask, "log out", "", "done");
      response.addHeader("Set-Cookie", Gate.cookie(request, null));
      seeOther(response, request.getContextPath() + "/login");
      return;
    }
    Optional<ConsoleAction> deed =
        path.startsWith("/deeds/")
            ? ConsoleAction.of(path.substring("/deeds/".length()))
            : Optional.empty();
    if (deed.isEmpty()) {
      say(response, HttpServletResponse.SC_NOT_FOUND, "there is no such action");
    } else {
      carryOut(web, ask, response, deed.get());
    }
  }

  private void carryOut(ConsoleWeb web, Ask ask, HttpServletResponse response, ConsoleAction deed)
      throws IOException {
    String about = ask.text("about");
    if (!ask.reader().is(deed.role())) {
      audit(web, ask, deed.word(), about, "refused: needs the role " + deed.role().word());
      refuse(web, ask, response, "/confirm", deed.role());
      return;
    }
    audit(web, ask, deed.word(), about, "begun");
    String problem = deed.done(web.console().deeds(), about, ask.reader().name());
    audit(web, ask, deed.word(), about, problem.isEmpty() ? "done" : "failed: " + problem);
    if (problem.isEmpty()) {
      seeOther(response, ask.base() + deed.back());
    } else {
      response.setStatus(HttpServletResponse.SC_CONFLICT);
      html(
          web,
          ask,
          response,
          deed.back(),
          "Not done",
          AccessPages.problem(ask, "Not done: " + problem + ".", deed.back()));
    }
  }

  private void login(ConsoleWeb web, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Ask ask = new Ask(request, Reader.nobody());
    String name = ask.text("name");
    String password = request.getParameter("password");
    Logins.Try attempt =
        web.logins()
            .login(
                name,
                password == null ? new char[0] : password.toCharArray(),
                request.getRemoteAddr());
    if (attempt.id() == null) {
      web.audit()
          .write(name, request.getRemoteAddr(), "log in", "", "refused: " + attempt.problem());
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      html(
          web,
          ask,
          response,
          "/login",
          "Log in",
          AccessPages.login(ask, attempt.problem(), web.users().hasPasswords()));
      return;
    }
    web.audit().write(name, request.getRemoteAddr(), "log in", "", "done");
    response.addHeader("Set-Cookie", Gate.cookie(request, attempt.id()));
    seeOther(response, request.getContextPath() + "/overview");
  }

  private static void audit(ConsoleWeb web, Ask ask, String what, String about, String result) {
    web.audit()
        .write(
            ask.reader().isKnown() ? ask.reader().name() : "(nobody)",
            ask.request().getRemoteAddr(),
            what,
            about,
            result);
  }

  // How it is answered

  private static void html(
      ConsoleWeb web, Ask ask, HttpServletResponse response, String at, String title, Markup body)
      throws IOException {
    send(response, HTML, new Layout(web.version()).page(ask, at, title, body));
  }

  private static void notFound(
      ConsoleWeb web, Ask ask, HttpServletResponse response, String what, String back)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    html(web, ask, response, back, "Not found", AccessPages.problem(ask, what, back));
  }

  private static void seeOther(HttpServletResponse response, String location) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", location);
  }

  private static void json(HttpServletResponse response, int status, Object value)
      throws IOException {
    response.setStatus(status);
    send(response, JSON, Json.of(value));
  }

  private static void say(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    send(response, TEXT, text + "\n");
  }

  private static void send(HttpServletResponse response, String type, String text)
      throws IOException {
    response.setContentType(type);
    // Plain text may be read on a terminal, which obeys control characters.
    response.getWriter().write(type.equals(TEXT) ? text.replaceAll(CONTROL, "?") : text);
  }
}
