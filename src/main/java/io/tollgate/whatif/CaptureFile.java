package io.tollgate.whatif;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Reads pcap and pcapng by tshark, which tells payloads; messages are put together here. */
final class CaptureFile {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path file;
  private final List<Heard> heard = new ArrayList<>();
  private final Map<String, Stream> streams = new HashMap<>();
  private final Set<String> notFollowed = new LinkedHashSet<>();

  CaptureFile(Path file) {
    this.file = file;
  }

  /** What could not be read, for people. */
  Set<String> notFollowed() {
    return notFollowed;
  }

  /** All messages, in the order of time. */
  List<Heard> read() throws IOException, InterruptedException {
    if (!Files.isReadable(file)) {
      throw new IOException(file + ": cannot be read (expected: a capture, pcap or pcapng)");
    }
    Process tshark;
    try {
      tshark = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new IOException("tshark cannot be started (expected: tshark on the path)", e);
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(tshark.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        packet(line.split("\t", -1));
      }
      if (!tshark.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || tshark.exitValue() != 0) {
        throw new IOException(file + ": tshark cannot read it (expected: pcap or pcapng)");
      }
    } finally {
      tshark.destroyForcibly();
    }
    streams.forEach((name, stream) -> stream.finish(name, notFollowed));
    heard.sort(Comparator.comparing(Heard::at));
    return heard;
  }

  private List<String> command() {
    List<String> words =
        new ArrayList<>(
            List.of("tshark", "-r", file.toString(), "-n", "-Y", "udp.payload or tcp.payload"));
    words.addAll(List.of("-T", "fields", "-E", "separator=/t", "-E", "occurrence=f"));
    for (String field :
        List.of(
            "frame.time_epoch",
            "ip.src",
            "ipv6.src",
            "ip.dst",
            "ipv6.dst",
            "udp.srcport",
            "udp.dstport",
            "udp.payload",
            "tcp.srcport",
            "tcp.dstport",
            "tcp.seq_raw",
            "tcp.payload")) {
      words.addAll(List.of("-e", field));
    }
    return words;
  }

  private void packet(String[] fields) {
    if (fields.length < 12) {
      return;
    }
    Instant at = time(fields[0]);
    String source = fields[1].isEmpty() ? fields[2] : fields[1];
    String destination = fields[3].isEmpty() ? fields[4] : fields[3];
    if (!fields[7].isEmpty()) {
      datagram(at, source + ":" + fields[5], destination + ":" + fields[6], octets(fields[7]));
    } else if (!fields[11].isEmpty()) {
      String from = source + ":" + fields[8];
      String to = destination + ":" + fields[9];
      streams
          .computeIfAbsent(from + " -> " + to, name -> new Stream(from, to, heard))
          .segment(at, Long.parseLong(fields[10]), octets(fields[11]));
    }
  }

  private static Instant time(String epoch) {
    BigDecimal seconds = new BigDecimal(epoch);
    return Instant.ofEpochSecond(
        seconds.longValue(), seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(":", ""));
  }

  private void datagram(Instant at, String from, String to, byte[] payload) {
    String text = new String(payload, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    byte[] body = Arrays.copyOfRange(payload, end + 4, payload.length);
    SipMessage message = SipMessage.of(new String(payload, 0, end, StandardCharsets.UTF_8), body);
    if (message != null) {
      heard.add(new Heard.Sip(at, from, to, message));
    }
  }
}
