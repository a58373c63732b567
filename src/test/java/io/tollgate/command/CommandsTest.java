package io.tollgate.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  void cdrSaysWhatItCannotReadAndGoesOn() throws Exception {
    Path half = folder.resolve("half.cdr");
    Files.write(half, new byte[100]);
    assertThat(run("cdr", folder.resolve("none").toString(), half.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(folder.resolve("none") + ": no such file (expected: one of cdr.directory)")
        .contains(half + ": at octet 0 (expected: a length of 100, as the file has, not 0)");
  }

  @Test
  void whatifSaysWhyAConfigurationChargesNothing() throws Exception {
    Path capture =
        Files.write(folder.resolve("one.pcap"), packet("OPTIONS sip:a@192.0.2.2 SIP/2.0"));
    Path nobody = Files.writeString(folder.resolve("nobody"), "sip.max-sessions=9\n");
    Path cdf =
        Files.writeString(
            folder.resolve("cdf"),
            "charging.mode=offline\ndiameter.peers=cdf.example.com@192.0.2.1;rf\n");
    String why = "every service is free of charge: diameter.peers names nobody who charges";
    assertThat(run("whatif", capture.toString())).isZero();
    assertThat(out.toString().lines()).contains(why);
    assertThat(
            run(
                "--config",
                nobody.toString(),
                "--config",
                cdf.toString(),
                "whatif",
                capture.toString()))
        .isZero();
    assertThat(out.toString().lines())
        .contains("the first: " + why)
        .noneMatch(line -> line.startsWith("the second: "));
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

  /** A capture of one UDP packet, as its IPv4 header has it (LINKTYPE_RAW). */
  private static byte[] packet(String head) {
    byte[] text = (head + "\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n").getBytes(UTF_8);
    short udp = (short) (8 + text.length);
    int all = 20 + udp;
    return ByteBuffer.allocate(40 + all)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0xa1b2c3d4)
        .putInt(0x00040002)
        .putLong(0)
        .putInt(65_535)
        .putInt(101)
        .putLong(1)
        .putInt(all)
        .putInt(all)
        .order(ByteOrder.BIG_ENDIAN)
        .putInt(0x45000000 + all)
        .putInt(0)
        .putInt(0x40110000)
        .putInt(0xc0000201)
        .putInt(0xc0000202)
        .putInt(0x13c413c4)
        .putShort(udp)
        .putShort((short) 0)
        .put(text)
        .array();
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
