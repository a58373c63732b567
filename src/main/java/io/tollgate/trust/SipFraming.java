package io.tollgate.trust;

import java.util.Locale;

/**
 * Where messages end in a stream (RFC 3261 18.3), without keeping them: tells how much of an
 * unfinished one has come, and refuses one that will never be taken before it fills the memory.
 */
public final class SipFraming {
  private static final int MOST_OF_A_NAME = 64;

  private final long mostHeaders;
  private final long mostBody;
  private final StringBuilder line = new StringBuilder(MOST_OF_A_NAME);
  private boolean lineIsEmpty = true;
  private boolean inHeaders;
  private long unfinished;
  private long bodyLength;
  private long bodyLeft;

  /**
   * @param mostHeaders octets that come before a body
   * @param mostBody octets of a body
   */
  public SipFraming(long mostHeaders, long mostBody) {
    this.mostHeaders = mostHeaders;
    this.mostBody = mostBody;
  }

  /** Octets of the message that is not whole yet. */
  public long unfinished() {
    return unfinished;
  }

  /**
   * Takes the next octets.
   *
   * @throws IllegalArgumentException for a message that is too large
   */
  public void take(byte[] octets, int offset, int length) {
    int end = offset + length;
    int next = offset;
    while (next < end) {
      if (bodyLeft > 0) {
        long part = Math.min(bodyLeft, end - next);
        next += (int) part;
        bodyLeft -= part;
        unfinished = bodyLeft == 0 ? 0 : unfinished + part;
      } else {
        header(octets[next++]);
      }
    }
  }

  private void header(byte octet) {
    if (octet == '\n') {
      endOfLine();
    } else if (octet != '\r') {
      lineIsEmpty = false;
      inHeaders = true;
      if (line.length() < MOST_OF_A_NAME) {
        line.append((char) (octet & 0xFF));
      }
    }
    if (inHeaders && ++unfinished > mostHeaders) {
      throw new IllegalArgumentException("more than " + mostHeaders + " octets of headers");
    }
  }

  private void endOfLine() {
    if (!lineIsEmpty) {
      String text = line.toString().toLowerCase(Locale.ROOT);
      int colon = text.indexOf(':');
      String name = colon < 0 ? "" : text.substring(0, colon).strip();
      if (name.equals("content-length") || name.equals("l")) {
        bodyLength = length(text.substring(colon + 1).strip());
      }
    } else if (inHeaders) {
      inHeaders = false;
      bodyLeft = bodyLength;
      unfinished = bodyLeft == 0 ? 0 : unfinished + 1;
      bodyLength = 0;
    }
    line.setLength(0);
    lineIsEmpty = true;
  }

  private long length(String text) {
    if (!text.matches("\\d{1,18}")) {
      // Whoever parses it refuses it.
      return 0;
    }
    long length = Long.parseLong(text);
    if (length > mostBody) {
      throw new IllegalArgumentException("a body of " + text + " octets, of " + mostBody);
    }
    return length;
  }
}
