package io.tollgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.lab.fault.FaultText;
import io.tollgate.ledger.Search;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.sip.admission.Admission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;

/**
 * The console in a browser, the way people use it: what only a browser can show. One server, one
 * browser; what HTTP can show, {@link ConsoleIT} looks at. Leaves screenshots in {@code
 * target/console}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleBrowserIT {
  private static final Path SHOTS = Path.of("target", "console");
  private static final List<String> PAGES =
      List.of(
          "overview",
          "sessions",
          "conferences",
          "peers",
          "journal",
          "alarms",
          "charts",
          "nodes",
          "flows",
          "settings",
          "login");
  private static final int[] WIDTHS = {400, 1600};
  private static final int LARGEST = 100_000;

  /** What a caller may write who wants to get into the page of an operator. */
  private static final String HOSTILE =
      "<img/src=x/onerror=window.hacked=1><script>window.hacked=1</script>";

  private static final String HOSTILE_HEADERS =
      Stream.of(
              "Subject: %s",
              "User-Agent: %s",
              "Organization: %s",
              "P-Charging-Vector: icid-value=\"%s\";orig-ioi=\"%s\"",
              "P-Access-Network-Info: 3GPP-UTRAN-TDD;utran-cell-id-3gpp=\"%s\"",
              "P-Asserted-Identity: \"%s\" <sip:mallory@example.com>",
              "P-Asserted-Service: urn:urn-7:3gpp-service.ims.icsi.oma.cpm.session",
              "Reason: SIP;cause=200;text=\"%s\"",
              "Accept-Contact: *;+g.oma.sip-im;x=\"%s\"",
              "Conversation-ID: %s",
              "Contribution-ID: %s")
          .map(line -> line.replace("%s", HOSTILE) + "\r\n")
          .collect(Collectors.joining());

  /** Which links to actions each role has on the pages. */
  private static final Map<String, Set<String>> DEEDS =
      Map.of(
          "viewer", Set.of(),
          "operator",
              Set.of(
                  "drain",
                  "undrain",
                  "reload",
                  "end-session",
                  "end-conference",
                  "acknowledge-alarm",
                  "peer-down"),
          "charging", Set.of("requeue"),
          "security", Set.of());

  /** An enum constant, or a duration or number as only programs write them. */
  private static final Pattern RAW =
      Pattern.compile("\\b[A-Z]{2,}_[A-Z_]+\\b|PT[0-9.]+[SMH]|\\d\\.\\d{4,}|\\d{2}\\.\\d{6,9}Z");

  private ConsoleStage console;
  private PhoneBank bank;
  private ChromeDriver browser;
  private Call conference;
  private Call call;

  @BeforeAll
  void start(@TempDir Path profile) throws IOException {
    Files.createDirectories(SHOTS);
    console = new ConsoleStage();
    bank = new PhoneBank(console.stage.port()).patience(60);
    Phone bob = bank.phone("bob");
    call = bank.phone("alice-with-a-name-that-is-as-long-as-names-get").call(bob.uri());
    conference = bank.phone("dave").convene(console.stage.factory(), bank.phone("carol"));
    assertThat(List.of(call.status(), conference.status())).containsOnly(200);
    Phone mallory = bank.phone("mallory").from("\"" + HOSTILE + "\" <sip:mallory@example.com>");
    Call hostile =
        mallory.call(
            bank.phone("trent").uri(),
            "application/sdp",
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns="
                + HOSTILE
                + "\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\na=x:"
                + HOSTILE
                + "\r\n",
            HOSTILE_HEADERS);
    assertThat(hostile.status()).isEqualTo(200);
    console.stage.lab().faults().add(FaultText.parse("rf EVENT code:5004 x1"));
    bank.phone("frank")
        .request(bank.phone("erin").answering(200).uri(), "MESSAGE", "", "text/plain", "hello");
    console.awaitSessions(Search.all(), 4);
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--user-data-dir=" + profile);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build(),
            options);
    browser.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.quit();
    }
    bank.close();
    console.close();
  }

  private void open(String path) {
    browser.get(console.uri(path).toString());
  }

  /**
   * A live page replaces its elements whenever it likes, and one that is left takes them along:
   * what is asked of an element that is no longer there is asked again, of the page that is there
   * then.
   */
  private <T> T ask(Supplier<T> question, String what) {
    AtomicReference<@Nullable T> answer = new AtomicReference<>();
    Await.until(
        () -> {
          try {
            answer.set(question.get());
            return true;
          } catch (StaleElementReferenceException
              | NoSuchElementException
              | ElementNotInteractableException
              | JavascriptException replaced) {
            return false;
          }
        },
        what);
    return Objects.requireNonNull(answer.get(), what);
  }

  private <T> T ask(String css, Function<WebElement, T> question) {
    return ask(() -> question.apply(browser.findElement(By.cssSelector(css))), css);
  }

  private void click(String css) {
    ask(
        css,
        element -> {
          element.click();
          return css;
        });
  }

  private void type(String css, CharSequence... keys) {
    ask(
        css,
        element -> {
          element.sendKeys(keys);
          return css;
        });
  }

  private String text(String css) {
    return ask(css, WebElement::getText);
  }

  private String text() {
    return text("body");
  }

  private void says(String words) {
    Await.until(() -> text().contains(words), "the page to say " + words);
  }

  private boolean has(String css) {
    return ask(() -> !browser.findElements(By.cssSelector(css)).isEmpty(), css);
  }

  /** Where the links lead; those of one moment. */
  private List<String> links(String css) {
    return ask(
        () ->
            browser.findElements(By.cssSelector(css)).stream()
                .map(link -> String.valueOf(link.getDomProperty("href")))
                .toList(),
        css);
  }

  private String link(String css) {
    return ask(css, link -> String.valueOf(link.getDomProperty("href")));
  }

  private Object script(String script) {
    return ask(() -> Objects.requireNonNullElse(browser.executeScript(script), ""), script);
  }

  @Test
  @Order(1)
  void theOverviewIsLiveAndTheBrowserHasNothingToComplainAbout() {
    open("/");
    Await.until(() -> text("#live-state").equals("live"), "the page to be live");
    console.stage.application().admission().drain();
    try {
      Await.until(() -> text(".big").equals("draining"), "the page to follow");
    } finally {
      console.stage.application().admission().undrain();
    }
    Await.until(() -> text(".big").equals("ready"), "the page to follow");
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  @Test
  @Order(2)
  void aSearchChangesTheListWithoutLoadingThePage() {
    open("/sessions");
    browser.executeScript("window.stays = true;");
    type("input[name=subscriber]", "sip:nobody@example.com");
    Await.until(() -> text().contains("No session is like that"), "the list to change");
    assertThat(browser.executeScript("return window.stays;")).isEqualTo(true);
    assertThat(browser.getCurrentUrl()).contains("subscriber=sip%3Anobody%40example.com");
    type("input[name=subscriber]", Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, Keys.ENTER);
    Await.until(() -> text().contains("4 sessions"), "the list to be whole again");
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  @Test
  @Order(3)
  void theFirstTabStopLeadsToTheContent() {
    open("/peers");
    browser.switchTo().activeElement().sendKeys(Keys.TAB);
    assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Skip to the content");
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    assertThat(browser.getCurrentUrl()).endsWith("#main");
  }

  @Test
  @Order(4)
  void noPageIsWiderThanItsWindowLightOrDark() throws IOException {
    open("/sessions");
    String session = link("td a[href*='/session?id=']");
    List<String> tooWide = new ArrayList<>();
    for (String scheme : List.of("light", "dark")) {
      browser.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      for (int width : WIDTHS) {
        browser.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", 1200, "deviceScaleFactor", 1, "mobile", false));
        for (String page : PAGES) {
          open("/" + page);
          look(page, scheme, width, tooWide);
        }
        browser.get(session);
        look("session", scheme, width, tooWide);
        browser.get(session.replace("/session?", "/messages?"));
        look("messages", scheme, width, tooWide);
      }
    }
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    assertThat(tooWide).isEmpty();
  }

  private void look(String page, String scheme, int width, List<String> wrong) throws IOException {
    long wide = (Long) script("return document.documentElement.scrollWidth;");
    long window = (Long) script("return window.innerWidth;");
    if (wide > window || window > width) {
      wrong.add(page + " " + scheme + " at " + width + ": " + wide + " wide");
    }
    long large = (Long) script("return document.documentElement.outerHTML.length;");
    if (large > LARGEST) {
      wrong.add(page + " has " + large + " characters");
    }
    if (!page.equals("settings") && !page.equals("messages")) {
      RAW.matcher(text()).results().forEach(raw -> wrong.add(page + " says " + raw.group()));
    }
    if (!script("return window.hacked;").equals("") || has("main img, main script")) {
      wrong.add(page + " takes what a caller wrote for its own");
    }
    Files.write(
        SHOTS.resolve(page + "-" + scheme + "-" + width + ".png"),
        browser.getScreenshotAs(OutputType.BYTES));
  }

  private void logIn(String role) {
    open("/login");
    type("input[name=name]", role);
    type("input[name=password]", ConsoleStage.PASSWORD + Keys.ENTER);
    Await.until(() -> text().contains("Log out"), "the login of " + role);
  }

  private void logOut() {
    click("header button.plain");
    Await.until(() -> text().contains("not logged in"), "the logout");
  }

  /** The actions that the pages offer to whoever looks at them now. */
  private Set<String> offered(String session) {
    Set<String> deeds = new TreeSet<>();
    for (String page : PAGES) {
      if (!page.equals("login")) {
        open("/" + page);
        deeds.addAll(deedsHere());
      }
    }
    browser.get(session);
    deeds.addAll(deedsHere());
    return deeds;
  }

  private List<String> deedsHere() {
    return links("a[href*='deed=']").stream()
        .map(link -> link.replaceAll(".*deed=([a-z-]+).*", "$1"))
        .toList();
  }

  @Test
  @Order(6)
  void eachRoleIsOfferedItsActionsAndRefusedTheOthers() {
    open("/sessions?outcome=open");
    String session = link("td a[href*='/session?id=']");
    assertThat(offered(session)).as("who has not logged in").isEmpty();
    Set<String> all = new TreeSet<>();
    DEEDS.values().forEach(all::addAll);
    DEEDS.forEach(
        (role, own) -> {
          logIn(role);
          assertThat(offered(session)).as(role).isEqualTo(new TreeSet<>(own));
          for (String deed : all) {
            open("/confirm?about=1&deed=" + deed);
            assertThat(has("button.do"))
                .as(deed + " is offered to " + role)
                .isEqualTo(own.contains(deed));
          }
          open("/audit");
          assertThat(text().contains("for the role security"))
              .as("the audit log is refused to " + role)
              .isNotEqualTo(role.equals("security"));
          open("/dead-letter?id=1");
          assertThat(text().contains("for the role charging"))
              .as("dead letters are refused to " + role)
              .isNotEqualTo(role.equals("charging"));
          logOut();
        });
  }

  @Test
  @Order(7)
  void aClickOnAnArrowOfTheLadderOpensTheMessageWithItsAvps() {
    logIn("operator");
    browser.manage().logs().get(LogType.BROWSER).getAll();
    open("/sessions?outcome=open");
    browser.get(link("td a[href*='/session?id=']"));
    Await.until(
        () -> {
          browser.navigate().refresh();
          return has("div.avps");
        },
        "the first request in the ladder");
    click("details:has(div.avps) > summary");
    Await.until(() -> text().contains("Service-Information"), "the AVPs");
    assertThat(text()).contains("Request").contains("IMS-Information");
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    logOut();
  }

  @Test
  @Order(8)
  void aPeerIsTakenDownAndPutIntoUseAgain() {
    logIn("operator");
    open("/peers");
    click("a[href*='deed=peer-down'][href*='cdf.']");
    says("good-bye");
    click("button.do");
    Await.until(() -> text().contains("taken down by an operator"), "the peer to be down");
    click("a[href*='deed=peer-up']");
    click("button.do");
    Await.until(
        () -> {
          open("/peers");
          return !has("main .bad");
        },
        "the peer to be up");
    open("/alarms");
    click("a[href*='deed=acknowledge-alarm'][href*='DeadLetters']");
    click("button.do");
    Await.until(() -> text().contains("Acknowledged by operator"), "the alarm, acknowledged");
    open("/overview");
    click("a[href*='deed=reload']");
    click("button.do");
    Await.until(() -> browser.getCurrentUrl().endsWith("/settings"), "the settings, reloaded");
    logOut();
  }

  @Test
  @Order(9)
  void aDeadLetterIsReadAndSentAgain() {
    logIn("charging");
    open("/journal");
    click("a[href*='/dead-letter?id=']");
    says("sip:erin@");
    click("a[href*='deed=requeue']");
    click("button.do");
    Await.until(
        () -> {
          open("/journal");
          return !has("a[href*='/dead-letter?id=']");
        },
        "no dead letter any more");
    logOut();
    logIn("security");
    open("/audit");
    assertThat(text()).contains("requeue").contains("peer-down").contains("read dead letter");
    logOut();
  }

  @Test
  @Order(10)
  void anOperatorLogsInEndsASessionDrainsAndLogsOut() {
    logIn("operator");
    click("a[href*='deed=drain']");
    click("button.do");
    Await.until(
        () -> console.stage.application().admission().state() == Admission.State.DRAINING,
        "the drain");
    click("a[href*='deed=undrain']");
    click("button.do");
    Await.until(console.stage.application().admission()::open, "sessions to be let in");
    open("/sessions?outcome=open");
    for (String link : links("td a")) {
      browser.get(link);
      if (text().contains("alice-with-a-name")) {
        click("a[href*='deed=end-session']");
        click("button.do");
      }
    }
    call.await("BYE");
    open("/conferences");
    click("a[href*='deed=end-conference']");
    click("button.do");
    conference.await("BYE");
    logOut();
  }
}
