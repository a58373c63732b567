package io.tollgate;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Looks at the server from time to time, on a thread that carries no call and may block. */
final class Watching implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(Watching.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "tollgate-watch");
            made.setDaemon(true);
            return made;
          });

  /** A look that fails is told, and does not end the looking. */
  void every(Duration pause, Runnable look) {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                look.run();
              } catch (RuntimeException e) {
                LOG.warn("the server could not be looked at: {}", e.toString());
              }
            },
            0,
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
