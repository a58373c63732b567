package io.tollgate;

import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.ledger.HistoryException;
import io.tollgate.ledger.cdr.CdrFiles;
import io.tollgate.ledger.cdr.CdrPolicy;
import io.tollgate.settings.CdrSettings;
import io.tollgate.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Charging data files and the thread that writes them. */
final class CdrModule implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(CdrModule.class);
  private static final Duration TURN = Duration.ofMillis(200);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final CdrFiles files;
  private final DataFile claimed;
  private final Thread thread;
  private final AtomicReference<Predicate<String>> journal;
  private volatile boolean closed;

  private CdrModule(CdrFiles files, DataFile claimed, AtomicReference<Predicate<String>> journal) {
    this.files = files;
    this.claimed = claimed;
    this.journal = journal;
    this.thread = new Thread(this::work, "tollgate-cdr");
    thread.setDaemon(true);
  }

  static CdrModule open(Settings all, Path directory, MeterRegistry meters) {
    CdrSettings settings = all.cdr();
    Path database = all.cdrFile();
    DataFile claimed = DataFile.claim("cdr.file", database, CdrFiles.ORIGIN);
    CdrMeters news = new CdrMeters(meters);
    AtomicReference<Predicate<String>> journal = new AtomicReference<>(session -> true);
    CdrFiles files;
    try {
      files =
          CdrFiles.open(
              database,
              policy(all, directory),
              profile ->
                  profile == ServiceProfile.IM
                      ? all.diameter().imServiceContext()
                      : all.diameter().cpmServiceContext(),
              InstantSource.system(),
              news,
              session -> Objects.requireNonNull(journal.get()).test(session));
    } catch (HistoryException e) {
      claimed.close();
      throw DataFile.refused(
          "cdr.directory",
          settings.directory().orElse(directory),
          "cannot be used: " + e.getMessage(),
          "a folder that this server may write to");
    }
    news.watch(files);
    CdrModule module = new CdrModule(files, claimed, journal);
    module.thread.start();
    return module;
  }

  private static CdrPolicy policy(Settings all, Path directory) {
    CdrSettings settings = all.cdr();
    return new CdrPolicy(
        directory,
        settings.format(),
        all.diameter().identity(),
        all.container().sipHost().get(0),
        settings.maxSize() << 20,
        settings.maxRecords(),
        settings.maxAge(),
        settings.keep(),
        settings.pushCommand(),
        settings.pushTimeout(),
        settings.pushRetry());
  }

  /** Once there is a journal to ask: whether it has anything of a charging session. */
  void ask(Predicate<String> waits) {
    journal.set(waits);
  }

  CdrFiles files() {
    return files;
  }

  private void work() {
    try {
      while (!closed) {
        turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    files.close();
  }

  private void turn() throws InterruptedException {
    try {
      files.turn(TURN);
    } catch (RuntimeException e) {
      LOG.error("charging data records: {}", e.toString(), e);
    }
  }

  /** After the journal: what it has delivered by then is in a file. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    claimed.close();
  }
}
