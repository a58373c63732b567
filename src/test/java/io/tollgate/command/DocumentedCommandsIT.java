package io.tollgate.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.Ports;
import io.tollgate.lab.fault.FaultText;
import io.tollgate.launcher.OperatedServer;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.settings.Settings;
import io.tollgate.sip.controlling.ChargedStage;
import io.tollgate.wire.Capture;
import io.tollgate.wire.WatchedPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Whoever types what the documents tell to type sees it work: each block of commands is run against
 * a server with a call, a dead letter and a laboratory, with its names and ports in place of those
 * of the page. What needs more than that says so in the block, as {@code # needs ...}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCommandsIT {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\s*(bin|deploy)/\\w+|^\\s*(sipp|apt-get|systemctl|docker|helm|curl) ");
  private static final String NEEDS = "# needs ";

  private final Map<String, String> places = new TreeMap<>();
  private ChargedStage stage;
  private OperatedServer operated;
  private PhoneBank bank;
  private Path home;

  @BeforeAll
  void aServerWithACallAndADeadLetter(@TempDir Path folder) throws Exception {
    home = folder;
    Path application = Files.createDirectories(home.resolve("tollgate.war").resolve("WEB-INF"));
    Files.copy(
        Path.of("src", "main", "webapp", "WEB-INF", "sip.xml"), application.resolve("sip.xml"));
    stage = new ChargedStage("both", "im", Map.of("storage.directory", home.toString()));
    operated = new OperatedServer(home, stage.servletContext());
    bank = new PhoneBank(stage.port());
    Phone alice = bank.phone("alice");
    stage.lab().faults().add(FaultText.parse("rf STOP 5004 x1"));
    try (Capture capture = Capture.start(WatchedPorts.none().sip(stage.port()))) {
      Call call = alice.call(bank.phone("bob").uri());
      assertThat(call.status()).isEqualTo(200);
      call.bye();
      Await.until(() -> !deadLetter().isEmpty(), "a dead letter");
      capture.stop();
      Files.copy(capture.file(), home.resolve("capture.pcap"));
    }
    Path settings = Files.writeString(home.resolve("new.properties"), settings());
    places.put("capture.pcap", home.resolve("capture.pcap").toString());
    places.put("new.properties", settings.toString());
    places.put("old.properties", settings.toString());
    places.put("sip:alice@example.com", alice.uri());
    places.put("ocs1.example.com", "ocs.lab.tollgate.example");
    places.put("10.0.0.7:3868", "127.0.0.1:" + stage.lab().ocsNode().port());
    places.put("127.0.0.1:5060", "127.0.0.1:" + stage.port());
    places.put(" 5090", " " + Ports.free());
    places.put(" 5080", " " + Ports.free());
    places.put(" 42", " " + deadLetter());
  }

  @AfterAll
  void stop() {
    tollgate("log io.tollgate.diameter info");
    bank.close();
    operated.close();
    stage.close();
  }

  private String settings() {
    Settings all = stage.application().settingsInForce().settings();
    return String.join(
        "\n",
        "storage.directory=" + home,
        "charging.mode=both",
        "journal.file=" + all.journalFile(),
        "ledger.file=" + all.historyFile(),
        "diameter.peers=" + String.join(", ", all.diameter().peers()),
        "diameter.offline-realm=lab.tollgate.example",
        "diameter.online-realm=lab.tollgate.example",
        "");
  }

  private String deadLetter() {
    Path file = stage.application().settingsInForce().settings().journalFile();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT id FROM dead_letter")) {
      return result.next() ? result.getString(1) : "";
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** One block of commands, named by its page and its first line. */
  record Block(String name, List<String> commands) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Block> blocks() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("SECURITY.md")));
    try (Stream<Path> below = Files.walk(Path.of("deploy"))) {
      below.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    List<Block> blocks = new ArrayList<>();
    for (Path page : pages) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        String text = block.group(2).replace("\\\n", " ");
        if (block.group(1).equals("sh")) {
          if (!text.startsWith(NEEDS)) {
            List<String> commands = text.lines().filter(line -> !line.isBlank()).toList();
            blocks.add(new Block(page + ": " + commands.get(0), commands));
          }
        } else {
          assertThat(COMMAND.matcher(text).find())
              .as("%s: commands stand in blocks of sh:%n%s", page, text)
              .isFalse();
        }
      }
    }
    // What it erases is not there for the others.
    blocks.sort(Comparator.comparing(block -> block.name().contains("ledger forget")));
    return blocks;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blocks")
  void aBlockOfCommandsWorksAsItStands(Block block) throws Exception {
    assertThat(block.commands()).allMatch(line -> line.startsWith("bin/tollgate ") || isSipp(line));
    List<Process> beside = new ArrayList<>();
    for (String line : block.commands()) {
      String here = line;
      for (Map.Entry<String, String> place : places.entrySet()) {
        here = here.replace(place.getKey(), place.getValue());
      }
      if (isSipp(line)) {
        beside.add(sipp(here));
      } else {
        tollgate(here.substring("bin/tollgate ".length()));
      }
    }
    for (Process each : beside) {
      assertThat(each.waitFor(60, TimeUnit.SECONDS)).as(block.name()).isTrue();
      assertThat(each.exitValue()).as(block.name()).isZero();
    }
  }

  private static boolean isSipp(String line) {
    return line.startsWith("sipp ");
  }

  /** In another terminal, as the page says. */
  private Process sipp(String line) throws IOException {
    List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
    words.addAll(List.of("-timeout", "50s", "-timeout_error", "-nostdin"));
    String port = words.get(words.indexOf("-p") + 1);
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("sipp-" + port + ".log").toFile())
            .start();
    Await.until(() -> !process.isAlive() || isBound(port), "SIPp to have its port");
    return process;
  }

  private static boolean isBound(String port) {
    String local = ":%04X ".formatted(Integer.parseInt(port));
    try (Stream<String> lines = Files.lines(Path.of("/proc/net/udp"))) {
      return lines.anyMatch(line -> line.contains(local));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tollgate(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.strip().split("\\s+")) {
      words.add(word.replace("'", ""));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine(Map.of("TOLLGATE_CONFIG", home.resolve("new.properties").toString()));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    words.addAll(0, List.of("--home", home.toString()));
    int status = command.execute(words.toArray(String[]::new));
    assertThat(status).as("%s%n%s%n%s", line, out, err).isIn(allowed(words.get(2)));
    assertThat(err.toString()).as(line).isEmpty();
  }

  /** A status of 1 is an answer where the server drains, or a charging function wants otherwise. */
  private static List<Integer> allowed(String command) {
    return switch (command) {
      case "status", "check-peer" -> List.of(0, 1);
      default -> List.of(0);
    };
  }
}
