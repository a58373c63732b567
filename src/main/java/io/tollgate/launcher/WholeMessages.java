package io.tollgate.launcher;

import io.tollgate.trust.SipFraming;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

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

  /** Hears of what is whole, a message or several that came together; must keep no octets. */
  public interface Watch {
    void message(byte[] octets, int offset, int length);
  }

  private final Watch watch;
  private final SipFraming framing = new SipFraming(MAX_HEADERS, MAX_MESSAGE);
  private byte[] held = new byte[CHUNK];
  private int given;
  private int ready;
  private int filled;
  private boolean unbounded;

  public WholeMessages(InputStream in) {
    this(in, (octets, offset, length) -> {});
  }

  public WholeMessages(InputStream in, Watch watch) {
    super(in);
    this.watch = watch;
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
      advance(count);
    }
    int count = Math.min(wanted, ready - given);
    System.arraycopy(held, given, into, offset, count);
    given += count;
    return count;
  }

  private void makeRoom() {
    if (given > 0) {
      System.arraycopy(held, given, held, 0, filled - given);
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

  /** Everything before the message that is not whole yet; keep-alives (RFC 5626 3.5.1) are. */
  private void advance(int count) {
    if (!unbounded) {
      try {
        framing.take(held, filled - count, count);
      } catch (IllegalArgumentException tooLarge) {
        unbounded = true;
      }
    }
    int before = ready;
    ready = unbounded ? filled : filled - (int) framing.unfinished();
    if (ready > before) {
      watch.message(held, before, ready - before);
    }
  }
}
