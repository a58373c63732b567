package io.tollgate.msrpclient;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads frames, whole. Where Byte-Range tells the length, the end line must be right there. */
final class FrameReader {
  private final InputStream in;

  FrameReader(InputStream in) {
    this.in = new BufferedInputStream(in, 64 * 1024);
  }

  /** The next frame, or null at the end of the stream. */
  @Nullable Frame next() throws IOException {
    String start = line();
    if (start == null) {
      return null;
    }
    String[] words = start.split(" ", 3);
    if (words.length < 3 || !words[0].equals("MSRP")) {
      throw new IOException("start line: " + start);
    }
    String tid = words[1];
    String word = words[2].split(" ")[0];
    Map<String, String> headers = new LinkedHashMap<>();
    String end = "-------" + tid;
    while (true) {
      String line = line();
      if (line == null) {
        throw new EOFException("in the headers of " + tid);
      }
      if (line.isEmpty()) {
        return body(tid, word, headers, end);
      }
      if (line.startsWith(end) && line.length() == end.length() + 1) {
        return new Frame(tid, word, headers, null, line.charAt(end.length()));
      }
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("header line: " + line);
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      if (headers.put(name, line.substring(colon + 1).strip()) != null) {
        throw new IOException("header twice: " + line);
      }
    }
  }

  private Frame body(String tid, String word, Map<String, String> headers, String end)
      throws IOException {
    int length = length(headers.getOrDefault("byte-range", ""));
    byte[] body = length < 0 ? searched(end) : in.readNBytes(length);
    if (length >= 0 && !"".equals(line())) {
      throw new IOException("Byte-Range of " + tid + " is not the length of its body");
    }
    String last = line();
    if (last == null || !last.startsWith(end) || last.length() != end.length() + 1) {
      throw new IOException("end line of " + tid + ": " + last);
    }
    return new Frame(tid, word, headers, body, last.charAt(end.length()));
  }

  private static int length(String range) {
    int dash = range.indexOf('-');
    int slash = range.indexOf('/');
    if (dash < 0 || slash < 0 || range.startsWith("*", dash + 1)) {
      return -1;
    }
    return (int)
        (Long.parseLong(range.substring(dash + 1, slash))
            - Long.parseLong(range.substring(0, dash))
            + 1);
  }

  /** Octets up to CRLF and the end line; the end line itself is left. */
  private byte[] searched(String end) throws IOException {
    byte[] mark = ("\r\n" + end).getBytes(ISO_8859_1);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      in.mark(mark.length + 4);
      byte[] ahead = in.readNBytes(mark.length + 3);
      in.reset();
      if (ends(ahead, mark)) {
        in.skipNBytes(2);
        return body.toByteArray();
      }
      int one = in.read();
      if (one < 0) {
        throw new EOFException("in a body");
      }
      body.write(one);
    }
  }

  private static boolean ends(byte[] ahead, byte[] mark) {
    if (ahead.length < mark.length + 3) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (ahead[i] != mark[i]) {
        return false;
      }
    }
    return "$+#".indexOf(ahead[mark.length]) >= 0
        && ahead[mark.length + 1] == '\r'
        && ahead[mark.length + 2] == '\n';
  }

  /** A line without its CRLF; null at the end of the stream. */
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        byte[] octets = line.toByteArray();
        if (octets.length == 0 || octets[octets.length - 1] != '\r') {
          throw new IOException("bare line feed");
        }
        return new String(octets, 0, octets.length - 1, UTF_8);
      }
      line.write(b);
    }
    if (line.size() > 0) {
      throw new EOFException("in a line: " + line.toString(UTF_8));
    }
    return null;
  }
}
