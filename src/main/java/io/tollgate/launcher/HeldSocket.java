package io.tollgate.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection that counts among those of its source until it is closed. It is closed when nothing
 * comes over it for long, and when a message takes too long or too much.
 */
// The socket underneath has locks of its own.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class HeldSocket extends Socket {
  private final Guard guard;
  private final AtomicBoolean held = new AtomicBoolean();
  private final boolean looksInside;
  private @Nullable MeteredInput metered;
  private @Nullable InputStream messages;

  /**
   * @param looksInside false where messages come enciphered
   */
  HeldSocket(Guard guard, boolean looksInside) {
    this.guard = guard;
    this.looksInside = looksInside;
  }

  /** Asked once, when it is connected; closes it where it may not be held. */
  boolean isHeld() throws IOException {
    InetAddress source = getInetAddress();
    if (source == null || !guard.opened(source)) {
      // The sender hears of it at once, and nothing waits here (RFC 9293 3.5.2).
      setSoLinger(true, 0);
      close();
      return false;
    }
    held.set(true);
    setKeepAlive(true);
    return true;
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    if (!looksInside) {
      return super.getInputStream();
    }
    InputStream known = messages;
    if (known == null) {
      MeteredInput input = new MeteredInput(super.getInputStream(), this, guard, getInetAddress());
      known = new WholeMessages(input, guard.tap().over(this));
      metered = input;
      messages = known;
    }
    return known;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    OutputStream out = super.getOutputStream();
    return looksInside ? guard.tap().over(this, out) : out;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      if (held.getAndSet(false)) {
        guard.closed(getInetAddress());
        MeteredInput input = metered;
        if (input != null) {
          input.giveBack();
        }
      }
    }
  }
}
