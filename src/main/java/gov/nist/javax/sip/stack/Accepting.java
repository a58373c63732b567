package gov.nist.javax.sip.stack;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Takes connections until their listener is closed. The stack's own loop is over with the first
 * that cannot be taken, and nobody gets in any more, though file descriptors were short only once.
 */
final class Accepting {
  private static final Logger LOG = LogManager.getLogger(Accepting.class);
  private static final long PAUSE_MILLIS = Duration.ofMillis(100).toMillis();

  /** Makes a channel of a connection. */
  interface Taker {
    void take(Socket connection) throws IOException;
  }

  private Accepting() {}

  static void run(ServerSocket listener, BooleanSupplier running, Taker taker) {
    boolean fails = false;
    while (running.getAsBoolean() && !listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        fails = false;
        take(connection, taker);
      } catch (IOException e) {
        if (listener.isClosed()) {
          return;
        }
        if (!fails) {
          LOG.warn("no connection can be taken on port {}: {}", listener.getLocalPort(), e);
        }
        fails = true;
        if (!pause()) {
          return;
        }
      }
    }
  }

  private static void take(Socket connection, Taker taker) throws IOException {
    try {
      taker.take(connection);
    } catch (IOException | RuntimeException e) {
      LOG.debug("a connection that was over at once", e);
      connection.close();
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
