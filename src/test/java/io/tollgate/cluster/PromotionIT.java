package io.tollgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.PostgresServer;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.RecordedAlarms;
import io.tollgate.journal.commit.Completion;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalContract;
import io.tollgate.journal.store.RecordJournalFactory;
import io.tollgate.journal.store.postgres.PostgresRecordJournal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 *
 *
 * <pre>
 *   node --- primary ==(synchronous)== standby
 * </pre>
 *
 * The primary dies with its disk under load, and the standby is promoted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PromotionIT {

  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Set<Long> kept = ConcurrentHashMap.newKeySet();
  private final AtomicLong submitted = new AtomicLong();
  private final AtomicBoolean loading = new AtomicBoolean(true);
  private final RecordedAlarms alarms = new RecordedAlarms();
  private PostgresServer primary;
  private PostgresServer standby;
  private ClusterDatabase database;
  private Membership membership;
  private Lease lease;
  private JournalWriter writer;
  private Thread load;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    primary = PostgresServer.start();
    standby = PostgresServer.standbyOf(primary, "standby");
    primary.set("synchronous_standby_names = 'standby'");
    Await.until(() -> "sync".equals(syncState()), "the standby to be synchronous");
    database =
        ClusterDatabase.open(
            new DatabaseAddress(
                primary.urlWith(standby),
                PostgresServer.USER,
                PostgresServer.PASSWORD,
                "disable",
                null,
                6,
                "test",
                "on",
                PATIENCE));
    membership = new Membership(database, "one", LEASE, System::nanoTime, () -> "ready", () -> {});
    lease = membership.join(1);
    writer =
        new JournalWriter(
            store(),
            RedoLog.onlyFormer(folder.resolve("none"), 1),
            Duration.ZERO,
            100_000,
            Duration.ofMillis(100),
            alarms,
            task -> new Thread(task, "journal"));
    writer.start();
    load = new Thread(this::submitOnAndOn, "load");
    load.start();
  }

  @AfterAll
  void stop() throws InterruptedException {
    loading.set(false);
    load.join();
    writer.close();
    membership.close();
    database.close();
    standby.close();
    primary.close();
  }

  private RecordJournalFactory store() {
    return new RecordJournalFactory() {
      @Override
      public RecordJournal open() throws JournalException {
        return PostgresRecordJournal.open(database.connections(), lease, new LoggedAlarms());
      }

      @Override
      public boolean waits() {
        return true;
      }
    };
  }

  private String syncState() {
    try (Connection owner = primary.owner();
        Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery("SELECT sync_state FROM pg_stat_replication")) {
      return row.next() ? row.getString(1) : "none";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void submitOnAndOn() {
    while (loading.get()) {
      long id = submitted.incrementAndGet();
      List<Change> changes =
          List.of(
              RecordJournalContract.append(id, "s" + id, 0, Kind.START),
              new Change.KeepClosing(RecordJournalContract.owed("s" + id, 1, 1)));
      Completion told = news -> kept.add(id);
      writer.submit(changes, told);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /** What is told to be kept is on the standby: with the standby away, nothing is. */
  @Test
  @Order(1)
  void withoutTheStandbyNothingIsKeptAndNothingIsLost() throws Exception {
    Await.until(() -> kept.size() > 100, "load");
    standby.kill();
    // A commit that was on its way may have had the standby's word already.
    Await.until(() -> writerWaits(), "the writer to wait for the standby");
    long told = kept.size();
    long before = submitted.get();
    Await.until(() -> submitted.get() > before + 100, "more load");
    assertThat(kept.size()).isEqualTo((int) told);

    standby.startAgain();
    Await.until(() -> kept.size() > told + 100, "the load to go on");
    assertThat(lost(primary)).isEmpty();
  }

  /** The first order that the standby's word is missing for times out. */
  private boolean writerWaits() {
    return alarms.on().containsKey(JournalAlarm.DISK_FAILED);
  }

  @Test
  @Order(2)
  void aPromotionUnderLoadLosesNothing() throws Exception {
    long before = kept.size();
    Await.until(() -> kept.size() > before + 100, "load");
    primary.kill();
    standby.promote();
    long promoted = kept.size();
    Await.until(() -> kept.size() > promoted + 100, "the load to go on");
    loading.set(false);
    load.join();
    Await.until(() -> kept.size() == submitted.get(), "everything to be kept");
    assertThat(lost(standby)).isEmpty();
    assertThat(lease.isHeld()).isTrue();
  }

  /** Told to be kept, and not there, or there without what its session is owed. */
  private Set<Long> lost(PostgresServer where) throws SQLException {
    Set<Long> missing = new TreeSet<>(kept);
    try (Connection owner = where.owner();
        Statement statement = owner.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT id FROM pending JOIN open_session USING (session)")) {
      while (row.next()) {
        missing.remove(row.getLong(1));
      }
    }
    return missing;
  }
}
