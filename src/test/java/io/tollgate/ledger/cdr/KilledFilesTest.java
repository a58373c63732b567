package io.tollgate.ledger.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at any moment leaves neither half a file, nor a record in two, nor a gap. */
class KilledFilesTest {
  private static final Pattern SEQUENCE = Pattern.compile("_-_(\\d+)\\.");

  @TempDir private Path folder;
  private int killed;

  @Test
  void eachSessionIsThereOnceAndNumbersHaveNoGap() throws Exception {
    int sessions = 1_500;
    killed(sessions, CdrFormat.CSV, 40, 3, 300);
    List<String> lines = new ArrayList<>();
    for (Path file : files()) {
      List<String> all = Files.readAllLines(file);
      assertThat(all.get(0)).startsWith("number,session,");
      lines.addAll(all.subList(1, all.size()));
    }
    assertThat(lines).extracting(line -> line.split(",")[1]).doesNotHaveDuplicates();
    assertThat(lines)
        .extracting(line -> line.split(",")[1])
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, sessions).mapToObj(i -> "s" + i).toList());
    assertThat(lines)
        .extracting(line -> Long.parseLong(line.split(",")[0]))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, sessions).boxed().toList());
  }

  /** 100,000 sessions, killed every 5 s at most; OpenSSL reads each record, too. */
  @Test
  @EnabledIfSystemProperty(named = "tollgate.long", matches = "true")
  void aHundredThousandSessionsInBer() throws Exception {
    int sessions = 100_000;
    killed(sessions, CdrFormat.BER, 1_000, Integer.MAX_VALUE, 5_000);
    StringWriter printed = new StringWriter();
    long records = 0;
    for (Path file : files()) {
      records += new CdrReader(new PrintWriter(printed)).print(file);
    }
    assertThat(records).isEqualTo(sessions);
    List<String> found = new ArrayList<>();
    Matcher session =
        Pattern.compile("serviceSpecificData: (s\\d+)\\R").matcher(printed.toString());
    while (session.find()) {
      found.add(session.group(1));
    }
    assertThat(found).doesNotHaveDuplicates().hasSize(sessions);
    long decoded = 0;
    for (Path file : files()) {
      decoded += readByOpenssl(file);
    }
    assertThat(decoded).isEqualTo(sessions);
    System.out.printf(
        "%d sessions, %d kills: %d files, %d records, %d of them read by openssl%n",
        sessions, killed, files().size(), records, decoded);
  }

  /**
   * The records of a file one behind the other, as openssl reads them: each begins where it should.
   */
  private long readByOpenssl(Path file) throws Exception {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    in.position(in.getInt(4));
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    List<Integer> begins = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] record = new byte[Short.toUnsignedInt(in.getShort())];
      in.position(in.position() + FileHeader.RECORD_LENGTH - Short.BYTES);
      in.get(record);
      begins.add(records.size());
      records.writeBytes(record);
    }
    Path whole = Files.write(folder.resolve("records.ber"), records.toByteArray());
    Path printed = folder.resolve("records.txt");
    Process process =
        new ProcessBuilder("openssl", "asn1parse", "-inform", "DER", "-in", whole.toString())
            .redirectOutput(printed.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(file.toString()).isZero();
    List<Integer> read = new ArrayList<>();
    Matcher top =
        Pattern.compile("(?m)^ *(\\d+):d=0 .*cons: cont \\[ 69 \\] *$")
            .matcher(Files.readString(printed));
    while (top.find()) {
      read.add(Integer.parseInt(top.group(1)));
    }
    assertThat(read).as(file.toString()).isEqualTo(begins);
    return read.size();
  }

  /** Starts it again and again until all is done; the last one ends by itself. */
  private void killed(int sessions, CdrFormat format, int perFile, int kills, int mostMillis)
      throws IOException, InterruptedException {
    Random random = new Random(4711);
    for (int i = 0; !Files.exists(folder.resolve("done")); i++) {
      long before = answered();
      Process child = child(sessions, format, perFile);
      if (i < kills) {
        Await.until(() -> answered() > before || !child.isAlive(), "something is answered");
        if (!child.waitFor(random.nextInt(mostMillis), TimeUnit.MILLISECONDS)) {
          child.destroyForcibly();
          killed++;
        }
      }
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as("ends by itself, or by SIGKILL").isIn(0, 128 + 9);
    }
    assertNothingIsLeftOver();
  }

  private long answered() {
    Path noted = folder.resolve("answered");
    try {
      return Files.exists(noted) ? Files.size(noted) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private Process child(int sessions, CdrFormat format, int perFile) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(),
            FilingChild.class.getName(),
            folder.toString(),
            Integer.toString(sessions),
            format.name(),
            Integer.toString(perFile))
        .inheritIO()
        .start();
  }

  /** A runner may have a loader of its own. */
  private static String classPath() {
    return FilingChild.class.getClassLoader() instanceof URLClassLoader loader
        ? Arrays.stream(loader.getURLs())
            .map(URL::getPath)
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  private void assertNothingIsLeftOver() throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      assertThat(name).doesNotStartWith(".");
      Matcher sequence = SEQUENCE.matcher(name);
      assertThat(sequence.find()).as(name).isTrue();
      numbers.add(Long.parseLong(sequence.group(1)));
    }
    assertThat(numbers)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("out"))) {
      return all.sorted().toList();
    }
  }
}
