package io.tollgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
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
          "overview", "sessions", "conferences", "peers", "journal", "flows", "settings", "login");
  private static final int[] WIDTHS = {400, 1600};

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
    console.awaitSessions(Search.all(), 2);
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

  private WebElement find(String css) {
    Await.until(() -> !browser.findElements(By.cssSelector(css)).isEmpty(), css);
    return browser.findElement(By.cssSelector(css));
  }

  private String text() {
    return browser.findElement(By.tagName("body")).getText();
  }

  @Test
  @Order(1)
  void theOverviewIsLiveAndTheBrowserHasNothingToComplainAbout() {
    open("/");
    Await.until(() -> find("#live-state").getText().equals("live"), "the page to be live");
    console.stage.application().admission().drain();
    try {
      Await.until(() -> find(".big").getText().equals("draining"), "the page to follow");
    } finally {
      console.stage.application().admission().undrain();
    }
    Await.until(() -> find(".big").getText().equals("ready"), "the page to follow");
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  @Test
  @Order(2)
  void aSearchChangesTheListWithoutLoadingThePage() {
    open("/sessions");
    browser.executeScript("window.stays = true;");
    find("input[name=subscriber]").sendKeys("sip:nobody@example.com");
    Await.until(() -> text().contains("No session is like that"), "the list to change");
    assertThat(browser.executeScript("return window.stays;")).isEqualTo(true);
    assertThat(browser.getCurrentUrl()).contains("subscriber=sip%3Anobody%40example.com");
    find("input[name=subscriber]").clear();
    find("input[name=subscriber]").sendKeys(Keys.ENTER);
    Await.until(() -> text().contains("2 sessions"), "the list to be whole again");
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
    String session = find("td a[href*='/session?id=']").getDomProperty("href");
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
      }
    }
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    assertThat(tooWide).isEmpty();
  }

  private void look(String page, String scheme, int width, List<String> tooWide)
      throws IOException {
    long wide = (Long) browser.executeScript("return document.documentElement.scrollWidth;");
    if (wide > width) {
      tooWide.add(page + " " + scheme + " at " + width + ": " + wide);
    }
    Files.write(
        SHOTS.resolve(page + "-" + scheme + "-" + width + ".png"),
        browser.getScreenshotAs(OutputType.BYTES));
  }

  @Test
  @Order(5)
  void anOperatorLogsInEndsASessionDrainsAndLogsOut() {
    open("/login");
    find("input[name=name]").sendKeys("operator");
    find("input[name=password]").sendKeys(ConsoleStage.PASSWORD + Keys.ENTER);
    Await.until(() -> text().contains("Log out"), "the login");
    find("a[href*='deed=drain']").click();
    find("button.do").click();
    Await.until(
        () -> console.stage.application().admission().state() == Admission.State.DRAINING,
        "the drain");
    find("a[href*='deed=undrain']").click();
    find("button.do").click();
    Await.until(console.stage.application().admission()::open, "sessions to be let in");
    open("/sessions?outcome=open&service=one-to-one-session");
    open("/sessions?outcome=open");
    List<String> links =
        browser.findElements(By.cssSelector("td a")).stream()
            .map(link -> link.getDomProperty("href"))
            .toList();
    for (String link : links) {
      browser.get(link);
      if (text().contains("alice-with-a-name")) {
        find("a[href*='deed=end-session']").click();
        find("button.do").click();
      }
    }
    call.await("BYE");
    open("/conferences");
    find("a[href*='deed=end-conference']").click();
    find("button.do").click();
    conference.await("BYE");
    open("/audit");
    assertThat(text()).contains("for the role security");
    find("header button.plain").click();
    Await.until(() -> text().contains("not logged in"), "the logout");
  }
}
