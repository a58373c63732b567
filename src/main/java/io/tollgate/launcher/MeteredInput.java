package io.tollgate.launcher;

import io.tollgate.trust.SipFraming;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** What comes over a connection, with bounds to the time and the room that a message takes. */
final class MeteredInput extends FilterInputStream {
  /** Headers of a message, and of what is no message. */
  private static final int MOST_HEADERS = 64 * 1024;

  /** As gov.nist.javax.sip.MAX_MESSAGE_SIZE. */
  private static final int MOST_BODY = 4 << 20;

  private static final long MESSAGE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Socket socket;
  private final Guard guard;
  private final InetAddress source;
  private final SipFraming framing = new SipFraming(MOST_HEADERS, MOST_BODY);
  private long held;
  private long deadline = System.nanoTime() + FIRST_NANOS;
  private boolean isIdle;
  private boolean over;

  MeteredInput(InputStream in, Socket socket, Guard guard, InetAddress source) {
    super(in);
    this.socket = socket;
    this.guard = guard;
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] octets, int offset, int length) throws IOException {
    socket.setSoTimeout(patienceMillis());
    int count = super.read(octets, offset, length);
    if (count > 0) {
      take(octets, offset, count);
    }
    return count;
  }

  private int patienceMillis() throws SocketTimeoutException {
    if (isIdle) {
      return (int) Math.min(Integer.MAX_VALUE, guard.idle().toMillis());
    }
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("a message that does not end");
    }
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
  }

  private synchronized void take(byte[] octets, int offset, int count) throws IOException {
    try {
      framing.take(octets, offset, count);
    } catch (IllegalArgumentException tooLarge) {
      throw new IOException(tooLarge.getMessage(), tooLarge);
    }
    long now = framing.unfinished();
    if (now > held && !(over || guard.unfinished().take(source, now - held))) {
      throw new IOException("too much that is unfinished from one source");
    }
    if (now < held) {
      guard.unfinished().giveBack(source, held - now);
    }
    boolean began = now > 0 && isIdle;
    isIdle = now == 0;
    if (began) {
      deadline = System.nanoTime() + MESSAGE_NANOS;
    }
    held = over ? 0 : now;
  }

  synchronized void giveBack() {
    over = true;
    guard.unfinished().giveBack(source, held);
    held = 0;
  }
}
