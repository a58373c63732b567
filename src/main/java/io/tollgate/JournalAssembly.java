package io.tollgate;

import io.tollgate.charging.Incidents;
import io.tollgate.charging.Timers;
import io.tollgate.journal.AccountingSender;
import io.tollgate.journal.charging.ChargingJournal;
import io.tollgate.journal.CreditSender;
import io.tollgate.journal.Environment;
import io.tollgate.journal.charging.JournalPolicy;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.delivery.DeliveryPolicy;
import io.tollgate.journal.limits.StorageLimits;
import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.sqlite.SqliteJournalFactory;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import io.tollgate.journal.usage.UsageFile;
import io.tollgate.settings.JournalSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes the journal out of its settings. It is not started yet: start it when the Diameter side can
 * be asked to send.
 */
record JournalAssembly(
    ChargingJournal journal, LoggedAlarms alarms, ExecutorService thread, DataFile claimed)
    implements AutoCloseable {

  static JournalAssembly of(
      JournalSettings settings,
      Path file,
      AccountingSender accounting,
      CreditSender credit,
      Timers timers,
      Incidents incidents) {
    DataFile claimed = DataFile.claim("journal.file", file, SqliteRecordJournal.ORIGIN);
    LoggedAlarms alarms = new LoggedAlarms();
    ExecutorService thread = deliveryThread();
    Environment environment =
        new Environment(
            timers, thread, InstantSource.system(), System::nanoTime, alarms, incidents);
    JournalPolicy policy = policy(settings);
    long boot = UUID.randomUUID().getMostSignificantBits() >>> 1;
    JournalWriter writer =
        new JournalWriter(
            new SqliteJournalFactory(file, environment.clock(), alarms),
            policy.commitInterval().isZero()
                ? RedoLog.onlyFormer(file, boot)
                : RedoLog.beside(file, boot),
            policy.commitInterval(),
            policy.bufferCapacity(),
            policy.diskRetry(),
            alarms,
            daemon("tollgate-journal"));
    ChargingJournal journal =
        new ChargingJournal(
            policy,
            environment,
            writer,
            accounting,
            credit,
            () -> Files.getFileStore(file).getUsableSpace(),
            new UsageFile(file, boot, alarms));
    return new JournalAssembly(journal, alarms, thread, claimed);
  }

  /** Answers that come after the end are of no use any more: their records are repeated. */
  private static ExecutorService deliveryThread() {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        daemon("tollgate-delivery"),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  private static JournalPolicy policy(JournalSettings settings) {
    return new JournalPolicy(
        settings.commitInterval(),
        settings.bufferRecords(),
        settings.diskRetry(),
        new DeliveryPolicy(
            settings.triesPerCdf(),
            settings.retryInterval(),
            settings.failuresBeforeDown(),
            settings.probeInterval(),
            settings.holdDown(),
            settings.window(),
            settings.drainRate(),
            settings.scanInterval(),
            settings.creditPatience()),
        new StorageLimits(
            settings.maxSize() << 20,
            settings.maxAge(),
            settings.minFree() << 20,
            settings.checkInterval()));
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Takes up what a former process left, or says why the journal cannot be used. */
  void start() {
    try {
      journal.start();
    } catch (JournalException e) {
      throw DataFile.refused(
          claimed.setting(),
          claimed.path(),
          "cannot be used: " + e.getMessage(),
          "a journal of this version or an older one on a disk that can be written; nothing was"
              + " changed");
    }
  }

  /** After the sessions have ended and before the Diameter side stops. */
  @Override
  public void close() {
    journal.close();
    thread.shutdown();
    claimed.close();
  }
}
