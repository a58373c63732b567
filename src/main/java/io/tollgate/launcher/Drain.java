package io.tollgate.launcher;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import javax.servlet.ServletContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A stop that lets open sessions end by themselves for a while. */
final class Drain {
  private static final Logger LOG = LogManager.getLogger(Drain.class);
  private static final String BEGIN = "io.tollgate.drain";
  private static final String END_SESSIONS = "io.tollgate.end-sessions";
  private static final String OPEN_SESSIONS = "io.tollgate.open-sessions";

  /** What ended sessions get to say BYE and to settle their charging. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final ServletContext context;
  private final Duration limit;

  Drain(ServletContext context, Duration limit) {
    this.context = context;
    this.limit = limit;
  }

  void run() {
    tell(BEGIN);
    LOG.info("stopping: {} sessions open, waiting up to {} s", open(), limit.toSeconds());
    if (!emptyWithin(limit)) {
      LOG.warn("ending {} sessions that are still open", open());
      tell(END_SESSIONS);
      emptyWithin(FAREWELL);
    }
  }

  private void tell(String attribute) {
    if (context.getAttribute(attribute) instanceof Runnable action) {
      action.run();
    }
  }

  private int open() {
    return context.getAttribute(OPEN_SESSIONS) instanceof IntSupplier count ? count.getAsInt() : 0;
  }

  private boolean emptyWithin(Duration patience) {
    long start = System.nanoTime();
    try {
      while (open() > 0) {
        if (System.nanoTime() - start >= patience.toNanos()) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
