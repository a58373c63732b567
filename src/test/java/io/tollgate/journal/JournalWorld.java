package io.tollgate.journal;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.journal.charging.ChargingJournal;
import io.tollgate.journal.charging.JournalPolicy;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.delivery.DeliveryPolicy;
import io.tollgate.journal.limits.StorageLimits;
import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalFactory;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import io.tollgate.journal.usage.UsageFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * A journal in a directory, charging functions that do as they are told, and time that stands still
 * until it is moved. {@link #crash} loses the process, not the disk.
 */
final class JournalWorld implements AutoCloseable {

  static final Duration CREDIT_PATIENCE = Duration.ofHours(2);

  final ManualTime time = new ManualTime();
  final FakeCdf cdf = new FakeCdf();
  final FakeOcs ocs = new FakeOcs();
  final RecordedIncidents incidents = new RecordedIncidents();
  final RecordedAlarms alarms = new RecordedAlarms();
  final List<String> told = new ArrayList<>();
  private final Path file;
  private final RecordJournalFactory factory;
  private final JournalPolicy policy;
  private Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private long boots;
  private JournalWriter writer;
  private ChargingJournal journal;
  long freeOctets = 1L << 40;

  JournalWorld(Path directory) {
    this(directory, policy());
  }

  JournalWorld(Path directory, JournalPolicy policy) {
    this(directory, policy, () -> SqliteRecordJournal.open(directory.resolve("journal.db")));
  }

  /** On a store that is elsewhere; the directory is for what lies beside it. */
  JournalWorld(Path directory, JournalPolicy policy, RecordJournalFactory store) {
    this.file = directory.resolve("journal.db");
    this.factory = store;
    this.policy = policy;
    this.writer = writer();
    this.journal = boot();
  }

  static JournalPolicy policy() {
    return new JournalPolicy(
        Duration.ZERO,
        1_000,
        Duration.ofMillis(20),
        new DeliveryPolicy(
            2,
            Duration.ofSeconds(1),
            3,
            Duration.ofSeconds(3),
            Duration.ofSeconds(60),
            100,
            500,
            Duration.ofSeconds(5),
            CREDIT_PATIENCE),
        StorageLimits.DEFAULT);
  }

  private JournalWriter writer() {
    return new JournalWriter(
        factory,
        RedoLog.onlyFormer(file, boots + 1),
        policy.commitInterval(),
        policy.bufferCapacity(),
        policy.diskRetry(),
        alarms,
        task -> new Thread(task, "journal"));
  }

  private ChargingJournal boot() {
    Queue<Runnable> queue = tasks;
    ChargingJournal booted =
        new ChargingJournal(
            policy,
            new Environment(time, queue::add, time, time::nanos, alarms, incidents),
            writer,
            cdf,
            ocs,
            () -> freeOctets,
            new UsageFile(file, ++boots, alarms));
    try {
      booted.start();
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
    return booted;
  }

  ChargingJournal journal() {
    return journal;
  }

  RecordJournal store() {
    try {
      return writer.journal();
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  void submit(AccountingRecord record) {
    journal.submit(
        record,
        () -> told.add(record.type() + " " + record.number() + " durable"),
        outcome -> told.add(record.type() + " " + record.number() + " " + name(outcome)));
  }

  private static String name(AccountingOutcome outcome) {
    return outcome.getClass().getSimpleName();
  }

  /** Lets everything happen that needs no time. */
  JournalWorld settle() {
    do {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      awaitWriter();
    } while (!tasks.isEmpty());
    return this;
  }

  private void awaitWriter() {
    CountDownLatch done = new CountDownLatch(1);
    writer.submit(List.of(), news -> done.countDown());
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  JournalWorld pass(Duration duration) {
    long until = time.nanos() + duration.toNanos();
    settle();
    while (time.nanos() < until) {
      time.next(until).run();
      settle();
    }
    return this;
  }

  /** The process is gone: its tasks never run; what was committed stays. */
  JournalWorld crash() {
    settle();
    return crashWithoutRecovery();
  }

  /** The process is gone before it did anything that it had not done at once. */
  JournalWorld crashWithoutRecovery() {
    writer.close();
    tasks = new ConcurrentLinkedQueue<>();
    cdf.seen.clear();
    ocs.seen.clear();
    writer = writer();
    journal = boot();
    return this;
  }

  @Override
  public void close() {
    writer.close();
  }
}
