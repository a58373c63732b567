package io.tollgate.ledger.cdr;

import static io.tollgate.journal.Samples.event;
import static io.tollgate.journal.Samples.start;
import static io.tollgate.journal.Samples.stop;
import static io.tollgate.ledger.cdr.Folder.hand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TS 32.297 files, read by hand, and TS 32.298 records in them, read by OpenSSL. */
class BerFileTest {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(\\d+):d=(\\d+)\\s+hl=(\\d+)\\s+l=\\s*(\\d+) (?:prim|cons): (.*\\S)\\s*");

  @TempDir private Path temporary;
  private byte[] file = {};

  @BeforeEach
  void aFileOfTwoRecords() throws Exception {
    Folder folder = new Folder(temporary);
    folder.format = CdrFormat.BER;
    folder.mostRecords = 2;
    CdrFiles files = folder.open();
    hand(files, start("s1"), stop("s1", 30), event("e1"));
    files.close();
    file = Files.readAllBytes(folder.files().get(0));
  }

  @Test
  void theHeaderSaysWhatIsInTheFile() {
    ByteBuffer header = ByteBuffer.wrap(file);
    assertThat(header.getInt()).isEqualTo(file.length);
    assertThat(header.getInt()).isEqualTo(54);
    assertThat(header.get() >> 5 & 7).as("release, extended").isEqualTo(7);
    header.get();
    int opened = header.getInt();
    assertThat(List.of(opened >>> 28, opened >>> 23 & 31, opened >>> 18 & 31, opened >>> 12 & 63))
        .as("1 December, 12:00")
        .containsExactly(12, 1, 12, 0);
    assertThat(header.getInt()).isEqualTo(opened);
    assertThat(header.getInt()).as("records").isEqualTo(2);
    assertThat(header.getInt()).as("sequence number").isEqualTo(1);
    assertThat(header.get()).as("closed by count").isEqualTo((byte) 3);
    byte[] address = new byte[20];
    header.get(address);
    assertThat(HexFormat.of().formatHex(address))
        .isEqualTo("ffffffff" + "00000000000000000000ffff" + "c000020a");
    assertThat(header.get()).as("no record was lost").isZero();
    assertThat(header.getInt()).as("neither filter nor extension").isZero();
    assertThat(header.getShort()).as("release 16 twice, from 10").isEqualTo((short) 0x0606);
  }

  @Test
  void opensslReadsEachRecord() throws Exception {
    List<byte[]> records = records();
    assertThat(records).hasSize(2);
    Map<Integer, byte[]> session = openssl(records.get(0));
    assertThat(number(session, 0)).as("recordType").isEqualTo(69);
    assertThat(text(session, 5)).as("session-Id").isNotEmpty();
    assertThat(text(session, 4)).endsWith("tollgate.example.com");
    assertThat(text(session, 6)).contains("sip:alice@example.com").contains("tel:+15550100");
    assertThat(text(session, 7)).contains("sip:bob@example.com");
    assertThat(HexFormat.of().formatHex(part(session, 12)))
        .as("recordOpeningTime")
        .isEqualTo("260301120000" + "2b" + "0000");
    assertThat(HexFormat.of().formatHex(part(session, 11)))
        .as("serviceDeliveryEndTimeStamp")
        .isEqualTo("260301120030" + "2b" + "0000");
    assertThat(number(session, 15)).as("localRecordSequenceNumber").isEqualTo(1);
    assertThat(text(session, 19)).contains("icid-4711");
    assertThat(text(session, 30)).isEqualTo("service@example.com");
    assertThat(text(session, 31)).contains("sip:alice@example.com");
    assertThat(session).containsKeys(3, 9, 10, 17, 100);
    assertThat(number(openssl(records.get(1)), 15)).isEqualTo(2);
  }

  @Test
  void theCommandPrintsARecord() throws Exception {
    StringWriter printed = new StringWriter();
    Path copy = Files.write(temporary.resolve("copy.cdr"), file);
    long records = new CdrReader(new PrintWriter(printed)).print(copy);
    assertThat(records).isEqualTo(2);
    assertThat(printed.toString())
        .contains(
            "file 1, 2 records, ",
            "closed by count",
            "TS 32.298 release 16.4 to 16.4",
            "recordType: 69",
            "list-Of-Calling-Party-Address: tel:+15550100",
            "recordOpeningTime: 2026-03-01 12:00:00+0000",
            "subscriptionIDData: sip:alice@example.com",
            "serviceSpecificData: 30");
  }

  @Test
  void aFileThatIsCutOrChangedIsNamedWithThePlace() throws Exception {
    for (int length = 0; length < file.length; length += 7) {
      byte[] cut = Arrays.copyOf(file, length);
      Path bad = Files.write(temporary.resolve("bad.cdr"), cut);
      assertThatThrownBy(() -> new CdrReader(new PrintWriter(new StringWriter())).print(bad))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("expected");
    }
  }

  private List<byte[]> records() {
    List<byte[]> all = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file).position(54);
    while (in.hasRemaining()) {
      byte[] record = new byte[in.getShort()];
      in.get();
      assertThat(in.get()).as("BER of TS 32.260").isEqualTo((byte) (1 << 5 | 9));
      in.get();
      in.get(record);
      all.add(record);
    }
    return all;
  }

  /** What each field of the record has, by its tag. */
  private Map<Integer, byte[]> openssl(byte[] record) throws Exception {
    Path input = Files.write(temporary.resolve("record.ber"), record);
    Path output = temporary.resolve("record.txt");
    Process process =
        new ProcessBuilder("openssl", "asn1parse", "-inform", "DER", "-in", input.toString())
            .redirectOutput(output.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(output);
    assertThat(process.exitValue()).as(printed).isZero();
    Map<Integer, byte[]> fields = new TreeMap<>();
    for (String line : printed.lines().toList()) {
      Matcher found = LINE.matcher(line);
      assertThat(found.matches()).as(line).isTrue();
      int depth = Integer.parseInt(found.group(2));
      if (depth == 0) {
        assertThat(found.group(5)).isEqualTo("cont [ 69 ]");
      } else if (depth == 1) {
        int from = Integer.parseInt(found.group(1)) + Integer.parseInt(found.group(3));
        byte[] value = Arrays.copyOfRange(record, from, from + Integer.parseInt(found.group(4)));
        fields.put(Integer.parseInt(found.group(5).replaceAll("\\D", "")), value);
      }
    }
    return fields;
  }

  private static byte[] part(Map<Integer, byte[]> fields, int tag) {
    assertThat(fields).containsKey(tag);
    return Objects.requireNonNull(fields.get(tag));
  }

  private static long number(Map<Integer, byte[]> fields, int tag) {
    return new BigInteger(part(fields, tag)).longValue();
  }

  private static String text(Map<Integer, byte[]> fields, int tag) {
    return new String(part(fields, tag), StandardCharsets.UTF_8);
  }
}
