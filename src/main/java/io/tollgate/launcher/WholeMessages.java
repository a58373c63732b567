package io.tollgate.launcher;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A stream that gives out a SIP message when all of it is there (RFC 3261 18.3, 7.5). The stack
 * takes a message whose connection ends in the middle for a whole one: it closes the headers
 * itself, and fills the body up with zeros. What never becomes whole is not given out at all.
 */
public final class WholeMessages extends FilterInputStream {
  /** What is longer goes through as it comes; the stack has limits of its own, and closes. */
  private static final int MAX_HEADERS = 64 * 1024;

  private static final int MAX_MESSAGE = 4 * 1024 * 1024 + MAX_HEADERS;
  private static final int CHUNK = 4096;

  private byte[] held = new byte[CHUNK];
  private int given;
  private int ready;
  private int filled;
  private int scanned;
  private int line;
  private int length;
  private boolean headersEnded;
  private boolean unbounded;

  public WholeMessages(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int wanted) throws IOException {
    if (wanted == 0) {
      return 0;
    }
    while (given == ready) {
      makeRoom();
      int count = in.read(held, filled, held.length - filled);
      if (count < 0) {
        return -1;
      }
      filled += count;
      advance();
    }
    int count = Math.min(wanted, ready - given);
    System.arraycopy(held, given, into, offset, count);
    given += count;
    return count;
  }

  private void makeRoom() {
    if (given > 0) {
      System.arraycopy(held, given, held, 0, filled - given);
      scanned -= given;
      line -= given;
      ready -= given;
      filled -= given;
      given = 0;
    }
    if (filled == held.length) {
      held = Arrays.copyOf(held, held.length * 2);
    } else if (filled == 0 && held.length > CHUNK) {
      held = new byte[CHUNK];
    }
  }

  private void advance() {
    boolean found = true;
    while (found && !unbounded) {
      found = headersEnded ? body() : headers();
    }
    if (unbounded) {
      ready = filled;
    }
  }

  /** False when more octets are needed. */
  private boolean headers() {
    while (scanned < filled) {
      byte octet = held[scanned++];
      if (line == ready && scanned - 1 == ready && (octet == '\r' || octet == '\n')) {
        // Between messages: a keep-alive (RFC 5626 3.5.1).
        ready = scanned;
        line = scanned;
      } else if (octet == '\n') {
        int end = scanned - 1 > line && held[scanned - 2] == '\r' ? scanned - 2 : scanned - 1;
        if (end == line) {
          headersEnded = true;
          return true;
        }
        header(end);
        line = scanned;
      }
    }
    unbounded = filled - ready > MAX_HEADERS;
    return false;
  }

  private void header(int end) {
    int colon = line;
    while (colon < end && held[colon] != ':') {
      colon++;
    }
    String name = text(line, colon);
    if (colon < end && (name.equals("content-length") || name.equals("l"))) {
      String value = text(colon + 1, end);
      length = value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
    }
  }

  private String text(int from, int to) {
    return new String(held, from, to - from, StandardCharsets.ISO_8859_1)
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private boolean body() {
    if (length > MAX_MESSAGE) {
      unbounded = true;
      return false;
    }
    if (filled - scanned < length) {
      return false;
    }
    scanned += length;
    ready = scanned;
    line = scanned;
    length = 0;
    headersEnded = false;
    return scanned < filled;
  }
}
