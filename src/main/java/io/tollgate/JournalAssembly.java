package io.tollgate;

import io.tollgate.charging.Incidents;
import io.tollgate.charging.Timers;
import io.tollgate.cluster.Lease;
import io.tollgate.journal.AccountingSender;
import io.tollgate.journal.CreditSender;
import io.tollgate.journal.Environment;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.charging.ChargingJournal;
import io.tollgate.journal.charging.Estate;
import io.tollgate.journal.charging.JournalPolicy;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.delivery.DeliveryPolicy;
import io.tollgate.journal.limits.StorageLimits;
import io.tollgate.journal.recovery.Farewells;
import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.JournalCounts;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalFactory;
import io.tollgate.journal.store.sqlite.SqliteJournalFactory;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import io.tollgate.journal.usage.UsageFile;
import io.tollgate.settings.Durability;
import io.tollgate.settings.JournalSettings;
import io.tollgate.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the journal out of its settings. It is not started yet: start it when the Diameter side can
 * be asked to send.
 */
record JournalAssembly(
    ChargingJournal journal,
    JournalPolicy policy,
    Environment environment,
    LoggedAlarms alarms,
    ExecutorService thread,
    DataFile claimed)
    implements AutoCloseable {

  /**
   * @param cluster null for a server that is alone
   */
  static JournalAssembly of(
      Settings all,
      @Nullable ClusterModule cluster,
      AccountingSender accounting,
      CreditSender credit,
      Timers timers,
      Incidents incidents) {
    return of(all, all.journalFile(), cluster, accounting, credit, timers, incidents);
  }

  /** For the time without the database of a cluster: a file of this server's own. */
  static JournalAssembly local(
      Settings all,
      AccountingSender accounting,
      CreditSender credit,
      Timers timers,
      Incidents incidents) {
    return of(all, localFile(all), null, accounting, credit, timers, incidents);
  }

  static Path localFile(Settings all) {
    Path file = all.journalFile();
    return file.resolveSibling("local-" + file.getFileName());
  }

  private static JournalAssembly of(
      Settings all,
      Path file,
      @Nullable ClusterModule cluster,
      AccountingSender accounting,
      CreditSender credit,
      Timers timers,
      Incidents incidents) {
    JournalSettings settings = all.journal();
    DataFile claimed = DataFile.claim("journal.file", file, SqliteRecordJournal.ORIGIN);
    LoggedAlarms alarms = new LoggedAlarms();
    ExecutorService thread = oneThread("tollgate-delivery");
    Environment environment =
        new Environment(
            timers, thread, InstantSource.system(), System::nanoTime, alarms, incidents);
    JournalPolicy policy = policy(settings);
    long boot =
        cluster == null ? UUID.randomUUID().getMostSignificantBits() >>> 1 : cluster.lease().node();
    JournalWriter writer;
    if (cluster == null) {
      boolean atOnce = policy.commitInterval().isZero() || all.durability() != Durability.PROCESS;
      writer =
          writer(
              policy,
              new SqliteJournalFactory(file, environment.clock(), alarms),
              atOnce ? RedoLog.onlyFormer(file, boot) : RedoLog.beside(file, boot),
              alarms);
    } else {
      try {
        checkEmpty(claimed, boot, alarms);
      } catch (IllegalStateException e) {
        claimed.close();
        throw e;
      }
      writer = writer(policy, cluster.journal(cluster.lease(), alarms), noRedo(file, boot), alarms);
    }
    ChargingJournal journal =
        new ChargingJournal(
            policy,
            environment,
            writer,
            accounting,
            credit,
            () -> Files.getFileStore(file).getUsableSpace(),
            new UsageFile(file, boot, alarms));
    return new JournalAssembly(journal, policy, environment, alarms, thread, claimed);
  }

  private static JournalWriter writer(
      JournalPolicy policy, RecordJournalFactory factory, RedoLog redo, JournalAlarms alarms) {
    return new JournalWriter(
        factory,
        redo,
        policy.commitInterval(),
        policy.bufferCapacity(),
        policy.diskRetry(),
        alarms,
        daemon("tollgate-journal"));
  }

  /** In a cluster a record is kept once it is in the database. */
  private static RedoLog noRedo(Path file, long boot) {
    return RedoLog.onlyFormer(file.resolveSibling(file.getFileName() + ".cluster"), boot);
  }

  /** What this server left to itself while it was alone would wait there for ever. */
  private static void checkEmpty(DataFile claimed, long boot, JournalAlarms alarms) {
    Path file = claimed.path();
    try {
      if (Files.size(file) == 0) {
        return;
      }
      try (RecordJournal alone = SqliteRecordJournal.open(file)) {
        RedoLog.onlyFormer(file, boot).former(alarms).applyTo(alone);
        JournalCounts counts = alone.counts();
        if (counts.pending() > 0 || counts.openSessions() > 0) {
          throw DataFile.refused(
              claimed.setting(),
              file,
              "holds %d records and %d open sessions of the time without cluster.store"
                  .formatted(counts.pending(), counts.openSessions()),
              "none: start once without cluster.store and let them be delivered");
        }
      }
    } catch (IOException | JournalException e) {
      throw DataFile.refused(
          claimed.setting(), file, "cannot be read: " + e.getMessage(), "a file that can be read");
    }
  }

  /** Settles what another node left, with the means of this one. */
  Estate estate(
      ClusterModule cluster,
      Lease dead,
      AccountingSender accounting,
      CreditSender credit,
      Farewells farewells)
      throws JournalException {
    LoggedAlarms others = new LoggedAlarms();
    ExecutorService own = oneThread("tollgate-settling");
    return new Estate(
        policy.delivery().drainedAt(cluster.settleRate()),
        new Environment(
            environment.timers(),
            own,
            environment.clock(),
            environment.nanos(),
            others,
            environment.incidents()),
        writer(
            policy,
            cluster.journal(dead, others),
            noRedo(claimed.path(), cluster.lease().node()),
            others),
        accounting,
        credit,
        cluster.lease().node(),
        cluster.usageOf(dead),
        farewells,
        cluster.farewellRate(),
        own::shutdown);
  }

  /** Answers that come after the end are of no use any more: their records are repeated. */
  private static ExecutorService oneThread(String name) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        daemon(name),
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
