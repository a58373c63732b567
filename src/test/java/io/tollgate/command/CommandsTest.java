package io.tollgate.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class CommandsTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void aDistribution() throws Exception {
    Path application = Files.createDirectories(folder.resolve("tollgate.war").resolve("WEB-INF"));
    Files.copy(
        Path.of("src", "main", "webapp", "WEB-INF", "sip.xml"), application.resolve("sip.xml"));
  }

  static Set<String> commands() {
    return new TreeSet<>(Main.commandLine(Map.of()).getSubcommands().keySet());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsInTheManual(String command) throws Exception {
    String manual = Files.readString(Path.of("deploy", "packages", "tollgate.1"));
    assertThat(manual).containsPattern("(?m)^(\\.B |\\\\fB)" + command + "(\\\\fR.*)?$");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theStartScriptKnowsWhichCommandsAreShortLived(String command) throws Exception {
    String script = Files.readString(Path.of("src", "main", "distribution", "bin", "tollgate"));
    assertThat(script.contains(" " + command + " |")).isEqualTo(!command.equals("run"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelp(String command) {
    assertThat(run("help", command)).isZero();
    assertThat(out.toString()).contains(command.equals("help") ? "Display help" : command);
  }

  @Test
  void checkConfigNamesAGroupsFileThatIsNotThere() {
    assertThat(run("--set", "conference.groups-file=" + folder.resolve("none"), "check-config"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("conference.groups-file: groups file " + folder.resolve("none"))
        .contains("expected: a UTF-8 file that can be read");
  }

  @Test
  void checkConfigNamesTheLineOfAGroupsFileThatIsWrong() throws Exception {
    Path file = folder.resolve("groups");
    Files.writeString(file, "# ours\nsip:team@example.com clique\n");
    assertThat(run("--set", "conference.groups-file=" + file, "check-config")).isEqualTo(2);
    assertThat(err.toString()).contains(file + ":2: \"clique\" (expected: group or room)");
  }

  @Test
  void statusWithoutAServerSaysWhereItLooked() {
    assertThat(run("--set", "storage.directory=" + folder, "status")).isEqualTo(2);
    assertThat(err.toString()).contains(folder.resolve("control") + ": no server listens");
  }

  @Test
  void anUnknownWordComesWithTheUsage() {
    assertThat(run("dance")).isEqualTo(2);
    assertThat(err.toString()).contains("dance").contains("Usage: tollgate");
  }

  @Test
  void aPasswordThatIsNotGivenIsAskedFor() {
    InputStream usual = System.in;
    try {
      for (String input : List.of("", "\n", "short\n")) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        assertThat(run("password", "alice", "operator")).as(input).isEqualTo(2);
      }
      assertThat(err.toString().lines().toList())
          .hasSize(3)
          .allMatch(line -> line.startsWith("tollgate: ") && line.contains("expected: "));
      System.setIn(
          new ByteArrayInputStream("correct horse battery\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(run("password", "alice", "operator")).isZero();
      assertThat(out.toString()).startsWith("alice:operator:");
    } finally {
      System.setIn(usual);
    }
  }

  private int run(String... words) {
    CommandLine line = Main.commandLine(Map.of());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(
        Stream.concat(Stream.of("--home", folder.toString()), Stream.of(words))
            .toArray(String[]::new));
  }
}
