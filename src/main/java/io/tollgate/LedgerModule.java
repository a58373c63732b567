package io.tollgate;

import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.ledger.History;
import io.tollgate.ledger.HistoryException;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerPolicy;
import io.tollgate.ledger.SqliteHistory;
import io.tollgate.settings.LedgerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The history of this server, its one writer and a reader of its own. */
record LedgerModule(
    Ledger ledger, SqliteHistory history, ScheduledExecutorService thread, DataFile file)
    implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(LedgerModule.class);

  /** What happened within it goes to disk together. */
  private static final long TICK_MILLIS = 50;

  private static final long FAREWELL_SECONDS = 5;

  /**
   * @param waits whether the journal has anything of a charging session
   */
  static LedgerModule of(
      LedgerSettings settings, Path path, MeterRegistry meters, Predicate<String> waits) {
    DataFile claimed = DataFile.claim("ledger.file", path, Ledger.ORIGIN);
    byte[] key = settings.identityKey().value().getBytes(StandardCharsets.UTF_8);
    LedgerMeters news = new LedgerMeters(meters);
    Ledger ledger;
    try {
      ledger =
          Ledger.open(
              path,
              new LedgerPolicy(
                  settings.retention(),
                  settings.maxSize() << 20,
                  settings.queue(),
                  settings.patience()),
              settings.identities(),
              key,
              InstantSource.system(),
              news,
              waits);
    } catch (HistoryException e) {
      claimed.close();
      throw DataFile.refused(
          claimed.setting(),
          claimed.path(),
          "cannot be used: " + e.getMessage(),
          "a history of this version or an older one on a disk that can be written, or"
              + " ledger.enabled=false");
    }
    news.watch(ledger);
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "tollgate-ledger");
              made.setDaemon(true);
              return made;
            });
    var unused =
        thread.scheduleWithFixedDelay(
            ledger::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return new LedgerModule(
        ledger, SqliteHistory.open(path, settings.identities(), key), thread, claimed);
  }

  History reader() {
    return history;
  }

  /** Erases a subscriber, and says what came of it. */
  String forget(String subscriber) {
    try {
      return "forgotten in " + ledger.forget(subscriber) + " sessions";
    } catch (HistoryException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the server stops";
    }
  }

  /** After charging: what it settled at the end is kept, too. */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    thread.execute(ledger::close);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the history was not closed in time; what is missing of it ends here");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    history.close();
    file.close();
  }
}
