package io.tollgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.console.ConsoleStage.Browser;
import io.tollgate.harness.Await;
import io.tollgate.lab.fault.FaultText;
import io.tollgate.ledger.Outcome;
import io.tollgate.ledger.Search;
import io.tollgate.ledger.SessionRow;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.sip.admission.Admission;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.json.Json;

/** The console over HTTP: each page, action and answer of the API, for who may and who may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/overview",
          "/sessions",
          "/calls",
          "/conferences",
          "/peers",
          "/journal",
          "/alarms",
          "/charts",
          "/nodes",
          "/flows",
          "/settings");
  private static final Map<String, String> ONLY_FOR =
      Map.ofEntries(
          Map.entry("/audit", "security"),
          Map.entry("/api/v1/audit", "security"),
          Map.entry("/dead-letters.csv", "charging"),
          Map.entry("/api/v1/dead-letters", "charging"),
          Map.entry("/confirm?deed=drain", "operator"),
          Map.entry("/confirm?deed=undrain", "operator"),
          Map.entry("/confirm?deed=reload", "operator"),
          Map.entry("/confirm?deed=end-session&about=x", "operator"),
          Map.entry("/confirm?deed=end-conference&about=1", "operator"),
          Map.entry("/confirm?deed=acknowledge-alarm&about=x", "operator"),
          Map.entry("/confirm?deed=peer-down&about=x", "operator"),
          Map.entry("/confirm?deed=peer-up&about=x", "operator"),
          Map.entry("/confirm?deed=requeue&about=1", "charging"));
  private static final int LARGEST = 100_000;

  /** An enum constant, or a duration or number as only programs write them. */
  private static final Pattern RAW =
      Pattern.compile("\\b[A-Z]{2,}_[A-Z_]+\\b|PT[0-9.]+[SMH]|\\d\\.\\d{4,}|\\d{2}\\.\\d{6,9}Z");

  private static final String SCRIPT = "<script>alert(1)</script>";

  private ConsoleStage console;
  private PhoneBank bank;
  private final Map<String, Browser> browsers = new HashMap<>();

  @BeforeAll
  void start() {
    console = new ConsoleStage();
    bank = new PhoneBank(console.stage.port()).patience(60);
    ConsoleStage.ROLES.forEach(role -> browsers.put(role, console.logIn(role)));
  }

  @AfterAll
  void stop() {
    bank.close();
    console.close();
  }

  private Browser as(String role) {
    return Objects.requireNonNull(browsers.get(role));
  }

  // Who may look

  @Test
  void everyPageIsThereForEachRoleAndForWhoIsOnThisMachine() {
    for (String page : PAGES) {
      isAPage(page, console.get(page));
      browsers.forEach((role, browser) -> isAPage(page + " for " + role, browser.get(page)));
    }
  }

  private static void isAPage(String what, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(what).isEqualTo(200);
    assertThat(answer.body().length()).as(what).isBetween(1_000, LARGEST);
    assertThat(answer.body()).as(what).startsWith("<!DOCTYPE html>").doesNotContain("style=");
    if (!what.startsWith("/settings") && !what.startsWith("/messages")) {
      // Settings have values such as an operator writes them, messages what is on the wire.
      assertThat(RAW.matcher(text(answer.body())).results().map(found -> found.group()).toList())
          .as("raw values of " + what)
          .isEmpty();
    }
    isGuarded(what, answer);
  }

  /** Without tags and what is in them. */
  private static String text(String html) {
    return html.replaceAll("<[^>]*>", " ");
  }

  private static void isGuarded(String what, HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .as(what)
        .contains("default-src 'none'")
        .contains("script-src 'self'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Frame-Options")).as(what).hasValue("DENY");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(what).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).as(what).hasValue("no-store");
  }

  @Test
  void whatIsForOneRoleIsRefusedToTheOthers() {
    ONLY_FOR.forEach(
        (path, needed) -> {
          assertThat(console.get(path).statusCode()).as(path + " for nobody").isEqualTo(403);
          browsers.forEach(
              (role, browser) -> {
                HttpResponse<String> answer = browser.get(path);
                assertThat(answer.statusCode())
                    .as(path + " for " + role)
                    .isEqualTo(role.equals(needed) ? 200 : 403);
                isGuarded(path, answer);
              });
        });
  }

  @Test
  void whatIsNotThereIsSaidToBeNotThere() {
    for (String path :
        List.of(
            "/session?id=999999",
            "/session",
            "/session?id=x",
            "/calls?icid=none",
            "/confirm?deed=dance",
            "/static/../openapi.json",
            "/static/console.exe",
            "/api/v1/nothing",
            "/api/v1/sessions/999999",
            "/api/v1/sessions/x",
            "/api/v2/overview")) {
      HttpResponse<String> answer = as("operator").get(path);
      assertThat(answer.statusCode()).as(path).isIn(400, 404);
      assertThat(answer.body()).as(path).doesNotContain("Exception").doesNotContain("\tat ");
    }
  }

  @Test
  void pagesBringTheirOwnFilesAndNoOthers() {
    for (String file : List.of("console.css", "console.js", "htmx.min.js", "icon.svg")) {
      HttpResponse<String> answer = console.get("/static/" + file);
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(answer.body().length()).as(file).isBetween(50, LARGEST);
      assertThat(console.get("/overview").body()).contains("/static/" + file);
    }
    assertThat(console.get("/overview").body())
        .doesNotContain("http://")
        .doesNotContain("https://");
  }

  @Test
  void aRequestForAnotherNameIsNotAnswered() throws Exception {
    assertThat(raw("GET /overview HTTP/1.1\r\nHost: evil.example\r\n")).startsWith("HTTP/1.1 421");
    assertThat(raw("GET /api/v1/overview HTTP/1.1\r\nHost: evil.example:8080\r\n"))
        .startsWith("HTTP/1.1 421");
    assertThat(raw("GET /overview HTTP/1.1\r\nHost: LOCALHOST:8080\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(raw("GET /health HTTP/1.1\r\nHost: pod-7.cluster\r\n")).startsWith("HTTP/1.1 200");
  }

  @Test
  void whatAProxyPassesOnDoesNotComeFromThisMachine() throws Exception {
    for (String header : List.of("X-Forwarded-For: 192.0.2.1", "Forwarded: for=x", "Via: 1.1 p")) {
      assertThat(raw("GET /overview HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n"))
          .as(header)
          .startsWith("HTTP/1.1 303")
          .contains("Location: /login");
      assertThat(raw("GET /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n"))
          .startsWith("HTTP/1.1 401");
    }
  }

  /** The header is not configured here: it means nothing. */
  @Test
  void aNameInAHeaderIsNotBelievedUnlessTheOperatorSaysSo() throws Exception {
    assertThat(raw("GET /audit HTTP/1.1\r\nHost: localhost\r\nX-Remote-User: security\r\n"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void whoAsksForMoreBeforeTheAnswerGetsOneAnswer() throws Exception {
    String one = "HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String answer = raw(one.repeat(20) + "HEAD /health HTTP/1.1\r\nHost: localhost\r\n");
    assertThat(answer.split("HTTP/1.1 ")).hasSize(2);
  }

  private String raw(String head) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", console.stage.httpPort())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  // Who may act

  @Test
  void aWrongPasswordIsRefusedAndNoted() {
    HttpResponse<String> answer =
        console.post("/login", "", Map.of("name", "mallory", "password", "guess"));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(as("security").get("/audit").body())
        .contains("mallory")
        .contains("name or password is wrong")
        .doesNotContain("guess");
  }

  @Test
  void theCookieIsForThisServerAlone() {
    assertThat(
            console
                .post("/login", "", Map.of("name", "viewer", "password", ConsoleStage.PASSWORD))
                .headers()
                .firstValue("Set-Cookie")
                .orElse(""))
        .contains("HttpOnly")
        .contains("SameSite=Strict")
        .contains("Path=/");
  }

  @Test
  void nothingIsChangedWithoutALoginATokenAndARole() {
    Browser operator = as("operator");
    Map<String, String> withToken = Map.of("token", operator.token());
    for (String deed :
        List.of(
            "drain",
            "end-session",
            "end-conference",
            "requeue",
            "peer-down",
            "peer-up",
            "acknowledge-alarm")) {
      String path = "/deeds/" + deed;
      assertThat(console.post(path, "", Map.of()).statusCode()).isEqualTo(401);
      assertThat(console.post(path, "tollgate=made-up", withToken).statusCode()).isEqualTo(401);
      assertThat(console.post(path, operator.cookie, Map.of()).statusCode()).isEqualTo(403);
      assertThat(console.post(path, operator.cookie, Map.of("token", "x")).statusCode())
          .isEqualTo(403);
      assertThat(console.post(path, as("viewer").cookie, withToken).statusCode())
          .as("another's token")
          .isEqualTo(403);
      assertThat(
              console
                  .post(path, operator.cookie, withToken, "Origin", "http://evil.example")
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              console
                  .post(path, operator.cookie, withToken, "Sec-Fetch-Site", "cross-site")
                  .statusCode())
          .isEqualTo(403);
      assertThat(operator.get(path).statusCode()).as("GET " + path).isEqualTo(404);
      assertThat(as("viewer").does(deed, "1").statusCode()).isEqualTo(403);
      assertThat(as("security").does(deed, "1").statusCode()).isEqualTo(403);
    }
    assertThat(operator.does("requeue", "1").statusCode()).isEqualTo(403);
    assertThat(as("charging").does("drain", "").statusCode()).isEqualTo(403);
    assertThat(console.stage.application().admission().state()).isEqualTo(Admission.State.READY);
    assertThat(as("security").get("/audit").body()).contains("needs the role operator");
  }

  @Test
  void anOperatorDrainsAndLetsSessionsInAgain() {
    Browser operator = as("operator");
    assertThat(operator.get("/confirm?deed=drain").body()).contains("Drain this server?");
    try {
      assertThat(operator.does("drain", "").statusCode()).isEqualTo(303);
      assertThat(console.stage.application().admission().state())
          .isEqualTo(Admission.State.DRAINING);
      assertThat(operator.get("/overview").body()).contains("draining");
    } finally {
      assertThat(operator.does("undrain", "").statusCode()).isEqualTo(303);
    }
    assertThat(console.stage.application().admission().open()).isTrue();
    assertThat(as("security").get("/api/v1/audit").body())
        .contains("\"who\":\"operator\"")
        .contains("\"what\":\"drain\",\"about\":\"\",\"result\":\"begun\"")
        .contains("\"what\":\"undrain\",\"about\":\"\",\"result\":\"done\"");
  }

  @Test
  void whoLogsOutIsOut() {
    Browser somebody = console.logIn("charging");
    assertThat(console.post("/logout", somebody.cookie, Map.of()).statusCode()).isEqualTo(403);
    assertThat(
            console
                .post("/logout", somebody.cookie, Map.of("token", somebody.token()))
                .statusCode())
        .isEqualTo(303);
    assertThat(somebody.get("/api/v1/dead-letters").statusCode()).isEqualTo(403);
    assertThat(console.post("/deeds/drain", somebody.cookie, Map.of()).statusCode()).isEqualTo(401);
  }

  // What there is to see

  @Test
  void aSessionIsFoundReadAndEnded() {
    Phone bob = bank.phone("bob");
    Call call = bank.phone("alice").call(bob.uri());
    assertThat(call.status()).isEqualTo(200);
    Call bobs = bob.incoming();
    console.awaitSessions(Search.all().outcome(Outcome.OPEN).subscriber(bob.uri()), 1);
    SessionRow row =
        console
            .stage
            .application()
            .history()
            .search(Search.all().outcome(Outcome.OPEN).subscriber(bob.uri()))
            .get(0);
    Browser operator = as("operator");
    String list = operator.get("/sessions?outcome=open&subscriber=" + bob.uri()).body();
    assertThat(list).contains("1 session").contains("sip:bob@").contains("/session?id=" + row.id());
    assertThat(console.get("/sessions?outcome=open&subscriber=" + bob.uri()).body())
        .as("who has not logged in sees no identity")
        .contains("sip:bo***@")
        .doesNotContain("sip:alice@");
    Await.until(
        () -> operator.get("/session?id=" + row.id()).body().contains("ACR START"),
        "the first record to be in the history");
    HttpResponse<String> page = operator.get("/session?id=" + row.id());
    isAPage("/session", page);
    assertThat(page.body())
        .contains("CDF (Rf)")
        .contains("OCS (Ro)")
        .contains("End this session")
        .contains(row.ids().callId());
    assertThat(operator.get("/session?format=text&id=" + row.id()).body()).contains("-> cdf");
    assertThat(operator.does("end-session", "no-such-call").statusCode()).isEqualTo(409);
    assertThat(operator.does("end-session", row.ids().callId()).statusCode()).isEqualTo(303);
    call.await("BYE");
    bobs.await("BYE");
    Await.until(
        () -> operator.get("/api/v1/sessions/" + row.id()).body().contains("ended by the server"),
        "the session to be over");
    assertThat(operator.get("/session?id=" + row.id()).body()).doesNotContain("End this session");
  }

  @Test
  void theDiameterMessagesOfASessionAreReadAvpByAvp() {
    Phone olga = bank.phone("olga");
    Call call = bank.phone("peggy").call(olga.uri());
    assertThat(call.status()).isEqualTo(200);
    Search search = Search.all().subscriber(olga.uri());
    console.awaitSessions(search, 1);
    long id = console.stage.application().history().search(search).get(0).id();
    Browser operator = as("operator");
    Await.until(
        () ->
            operator
                .get("/session?id=" + id)
                .body()
                .contains("/messages?id=" + id + "&amp;plane=Rf"),
        "the record in the ladder to lead to its message");
    // A request is kept once it is written, which may be after its answer.
    Await.until(
        () -> operator.get("/messages?id=" + id).body().contains("Accounting-Request"),
        "the request to be kept, too");
    String page = operator.get("/messages?id=" + id).body();
    isAPage("/messages", operator.get("/messages?id=" + id));
    assertThat(page)
        .contains("Accounting-Request")
        .contains("Accounting-Answer")
        .contains("Credit-Control-Request")
        .contains("<b>IMS-Information</b>")
        .contains("1 (initial)")
        .contains("2 (start)")
        .contains("2001 (success)")
        .contains("sip:peggy@");
    String asNobody = console.get("/messages?id=" + id).body();
    assertThat(asNobody)
        .contains("<b>IMS-Information</b>")
        .doesNotContain("peggy")
        .doesNotContain("olga");
    String part =
        send("/messages?id=" + id + "&plane=Ro&number=0&sent=no", operator, "HX-Request", "true");
    assertThat(part)
        .startsWith("<details")
        .contains("Credit-Control-Answer")
        .contains("<b>Granted-Service-Unit</b>")
        .doesNotContain("Accounting");
    assertThat(operator.get("/api/v1/messages/" + id).body())
        .contains("\"name\":\"Service-Information\"")
        .contains("\"command\":\"Accounting-Request\"");
    assertThat(console.get("/api/v1/messages/999999").statusCode()).isEqualTo(404);
    call.bye();
  }

  private String send(String path, Browser who, String... headers) {
    return console
        .send(
            HttpRequest.newBuilder(console.uri(path))
                .header("Cookie", who.cookie)
                .headers(headers)
                .build())
        .body();
  }

  @Test
  void aPeerIsTakenDownAndPutIntoUseAgain() {
    Browser operator = as("operator");
    String cdf = "cdf.lab.tollgate.example";
    assertThat(console.get("/peers").body()).contains(cdf).doesNotContain("peer-down");
    assertThat(operator.get("/peers").body()).contains("deed=peer-down&amp;about=" + cdf);
    assertThat(operator.does("peer-down", "nobody.example").statusCode()).isEqualTo(409);
    try {
      assertThat(operator.does("peer-down", cdf).statusCode()).isEqualTo(303);
      Await.until(
          () -> console.get("/peers").body().contains("taken down by an operator"),
          "the peer to be down");
      assertThat(operator.does("reload", "").statusCode()).isEqualTo(303);
      assertThat(console.get("/api/v1/peers").body()).contains("\"held\":true");
    } finally {
      assertThat(operator.does("peer-up", cdf).statusCode()).isEqualTo(303);
    }
    Await.until(
        () -> !console.get("/peers").body().contains("class=\"bad\""), "the peer to be open");
    assertThat(as("security").get("/api/v1/audit").body())
        .contains("\"what\":\"peer-down\",\"about\":\"" + cdf + "\",\"result\":\"done\"")
        .contains("\"what\":\"peer-up\",\"about\":\"" + cdf + "\",\"result\":\"done\"");
  }

  @Test
  void theLastHourIsDrawn() {
    String page = console.get("/charts").body();
    assertThat(page)
        .contains("Calls and conferences up")
        .contains("95 of 100 within")
        .contains("cdf.lab.tollgate.example")
        .contains("<svg");
    assertThat(console.get("/flows").body()).contains("class=\"flow\"").contains("class=\"step\"");
    assertThat(console.get("/nodes").body()).contains("This server is alone");
  }

  @Test
  void aConferenceIsShownWithItsRosterAndEnded() {
    Phone carol = bank.phone("carol");
    Call call = bank.phone("dave").convene(console.stage.factory(), carol);
    assertThat(call.status()).isEqualTo(200);
    Call carols = carol.incoming();
    Await.until(
        () -> console.get("/api/v1/conferences").body().contains("\"present\":2"),
        "two to be present");
    String page = as("operator").get("/conferences").body();
    assertThat(page).contains("1 conference").contains("2 present").contains("sip:carol@");
    Matcher number = Pattern.compile("end-conference&amp;about=(\\d+)").matcher(page);
    assertThat(number.find()).isTrue();
    assertThat(console.get("/conferences").body())
        .contains("sip:ca***@")
        .doesNotContain("sip:carol@");
    assertThat(as("operator").does("end-conference", "4294967295").statusCode()).isEqualTo(409);
    assertThat(as("operator").does("end-conference", number.group(1)).statusCode()).isEqualTo(303);
    call.await("BYE");
    carols.await("BYE");
    Await.until(
        () -> console.get("/api/v1/conferences").body().equals("[]"), "the conference to end");
  }

  @Test
  void aDeadLetterIsReadExportedAndSentAgain() {
    console.stage.lab().faults().add(FaultText.parse("rf EVENT code:5004 x1"));
    Phone erin = bank.phone("erin").answering(200);
    bank.phone("frank").request(erin.uri(), "MESSAGE", "", "text/plain", "hello");
    Browser charging = as("charging");
    Await.until(
        () -> charging.get("/api/v1/dead-letters").body().contains("\"resultCode\":5004"),
        "a dead letter");
    Matcher id =
        Pattern.compile("\"id\":(\\d+)").matcher(charging.get("/api/v1/dead-letters").body());
    assertThat(id.find()).isTrue();
    String letter = id.group(1);
    assertThat(charging.get("/journal").body()).contains("5004").contains("Send again");
    assertThat(console.get("/journal").body()).contains("5004").doesNotContain("Send again");
    isGuarded("/dead-letter", charging.get("/dead-letter?id=" + letter));
    assertThat(charging.get("/dead-letter?id=" + letter).body()).contains("sip:erin@");
    assertThat(as("operator").get("/dead-letter?id=" + letter).statusCode()).isEqualTo(403);
    assertThat(charging.get("/dead-letters.csv").body()).contains("\"5004\"");
    Browser operator = as("operator");
    Await.until(
        () -> operator.get("/alarms").body().contains("acknowledge-alarm&amp;about=TollgateDead"),
        "the alarm");
    assertThat(console.get("/alarms").body()).doesNotContain("acknowledge-alarm");
    assertThat(operator.does("acknowledge-alarm", "TollgateNoSuch").statusCode()).isEqualTo(409);
    assertThat(operator.does("acknowledge-alarm", "TollgateDeadLetters").statusCode())
        .isEqualTo(303);
    assertThat(console.get("/alarms").body()).contains("Acknowledged by operator");
    assertThat(console.get("/api/v1/alarms").body())
        .contains("\"acknowledgedBy\":\"operator\"")
        .contains("\"turn\":\"acknowledged\"");
    assertThat(charging.does("requeue", "999999").statusCode()).isEqualTo(409);
    assertThat(charging.does("requeue", letter).statusCode()).isEqualTo(303);
    Await.until(
        () -> charging.get("/api/v1/dead-letters").body().equals("[]"), "no dead letter any more");
    Await.until(
        () -> console.get("/api/v1/alarms").body().contains("\"turn\":\"cleared\""),
        "the alarm to clear");
    assertThat(as("security").get("/api/v1/audit").body())
        .contains(
            "\"what\":\"acknowledge-alarm\",\"about\":\"TollgateDeadLetters\",\"result\":\"done\"");
    assertThat(as("security").get("/api/v1/audit").body())
        .contains("\"what\":\"read dead letter\",\"about\":\"" + letter + "\"")
        .contains("\"what\":\"requeue\",\"about\":\"" + letter + "\",\"result\":\"done\"");
  }

  @Test
  void whatCallersWriteIntoTheirHeadersIsTextOnEveryPage() {
    Phone grace = bank.phone("grace").from("\"" + SCRIPT + "\" <sip:grace@example.com>");
    Phone heidi = bank.phone("heidi");
    Call call =
        grace.call(
            heidi.uri(),
            "application/sdp",
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns="
                + SCRIPT
                + "\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=audio 4000 RTP/AVP 0\r\n",
            "Subject: " + SCRIPT + "\r\nP-Charging-Vector: icid-value=\"" + SCRIPT + "\"\r\n");
    assertThat(call.status()).isEqualTo(200);
    console.awaitSessions(Search.all().subscriber(heidi.uri()), 1);
    long id =
        console
            .stage
            .application()
            .history()
            .search(Search.all().subscriber(heidi.uri()))
            .get(0)
            .id();
    for (String page : PAGES) {
      saysNoScript(page);
    }
    saysNoScript("/session?id=" + id);
    saysNoScript("/session?format=text&id=" + id);
    saysNoScript("/api/v1/sessions/" + id);
    saysNoScript("/api/v1/sessions");
    for (String field :
        List.of("subscriber", "id", "from", "to", "service", "outcome", "differs", "before")) {
      saysNoScript("/sessions?" + field + "=%3Cscript%3Ealert(1)%3C/script%3E%22%27");
    }
    saysNoScript("/calls?icid=%3Cscript%3Ealert(1)%3C/script%3E");
    saysNoScript("/confirm?deed=end-session&about=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
    call.bye();
  }

  private void saysNoScript(String path) {
    HttpResponse<String> answer = as("operator").get(path);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
    if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain")) {
      assertThat(answer.body()).as(path).doesNotContain("<script>alert").doesNotContain("\"'");
    }
  }

  @Test
  void theOverviewSaysWhatTheMetricsSay() {
    Await.until(
        () -> console.stage.application().conferences().running() == 0, "conferences to end");
    Map<?, ?> overview = object(console.get("/api/v1/overview").body());
    String metrics = console.get("/metrics").body();
    assertThat(number(overview, "journal", "deadLetters"))
        .isEqualTo(metric(metrics, "tollgate_journal_dead_letters"));
    assertThat(number(overview, "calls", "conferences"))
        .isEqualTo(metric(metrics, "tollgate_conferences"));
    assertThat(number(overview, "messages", "connections"))
        .isEqualTo(metric(metrics, "tollgate_msrp_connections"));
    assertThat(object(overview, "setup").keySet().toString()).contains("p95Millis");
    assertThat(metrics).contains("tollgate_setup_time_seconds_bucket");
  }

  private static double number(Map<?, ?> all, String part, String name) {
    return ((Number) Objects.requireNonNull(object(all, part).get(name))).doubleValue();
  }

  private static Map<?, ?> object(Map<?, ?> all, String name) {
    return (Map<?, ?>) Objects.requireNonNull(all.get(name));
  }

  private static Map<?, ?> object(String json) {
    return (Map<?, ?>) new Json().toType(json, Object.class);
  }

  private static double metric(String metrics, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(metrics);
    assertThat(line.find()).as(name).isTrue();
    return Double.parseDouble(line.group(1));
  }

  @Test
  void theOverviewIsKeptCurrentByEvents() throws Exception {
    HttpResponse<InputStream> events =
        java.net.http.HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(console.uri("/events")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertThat(events.headers().firstValue("Content-Type").orElse(""))
        .contains("text/event-stream");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("data: ")) {
        line = lines.readLine();
      }
      assertThat(line).contains("Calls and conferences").contains("cdf.lab.tollgate.example");
    }
  }

  @Test
  void aSearchThatMeansNothingIsToldWhatWouldMeanSomething() {
    assertThat(console.get("/sessions?from=yesterday").body()).contains("expected: a time such as");
    assertThat(console.get("/sessions?outcome=happy").body()).contains("expected: one of open");
    assertThat(console.get("/api/v1/sessions?service=tea").statusCode()).isEqualTo(400);
  }

  // The API is what its description says

  @Test
  void theApiAnswersWithTheFieldsOfItsDescription() {
    Map<?, ?> description = object(console.get("/api/v1/openapi.json").body());
    Map<?, ?> paths = object(description, "paths");
    assertThat(paths.keySet()).hasSize(16);
    paths.forEach(
        (path, item) -> {
          if (path.toString().contains("{")) {
            return;
          }
          String url = "/api/v1" + path;
          String role = ONLY_FOR.getOrDefault(url, "viewer");
          HttpResponse<String> answer = as(role).get(url);
          assertThat(answer.statusCode()).as(url).isEqualTo(200);
          Object value = new Json().toType(answer.body(), Object.class);
          Map<?, ?> schema =
              object(
                  object(
                      object(
                          object(object(object((Map<?, ?>) item, "get"), "responses"), "200"),
                          "content"),
                      "application/json"),
                  "schema");
          isAs(url, value, schema, description);
        });
  }

  private static void isAs(String where, Object value, Map<?, ?> schema, Map<?, ?> description) {
    Object reference = schema.get("$ref");
    Map<?, ?> meant =
        reference == null
            ? schema
            : object(
                object(object(description, "components"), "schemas"),
                reference.toString().replace("#/components/schemas/", ""));
    if (value instanceof Map<?, ?> object && meant.get("properties") instanceof Map<?, ?> known) {
      assertThat(names(object)).as(where).isEqualTo(names(known));
      object.forEach(
          (name, part) -> {
            if (part != null) {
              isAs(where + " " + name, part, object(known, name.toString()), description);
            }
          });
    } else if (value instanceof List<?> list && meant.get("items") instanceof Map<?, ?> item) {
      list.forEach(each -> isAs(where + " each", each, item, description));
    }
  }

  private static Set<String> names(Map<?, ?> map) {
    Set<String> names = new TreeSet<>();
    map.keySet().forEach(name -> names.add(name.toString()));
    return names;
  }
}
