package io.tollgate.journal.crash;

import io.tollgate.charging.Timers;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.journal.AccountingDelivery;
import io.tollgate.journal.Environment;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.RecordedIncidents;
import io.tollgate.journal.Samples;
import io.tollgate.journal.Senders;
import io.tollgate.journal.charging.ChargingJournal;
import io.tollgate.journal.charging.JournalPolicy;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import io.tollgate.journal.usage.UsageFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts on a great backlog; tells when it was ready, and the most memory it ever took. */
public final class MillionChild {

  private static final int BACKLOG_TO_SEE = 2_000;

  private MillionChild() {}

  /** Words: the journal file. */
  public static void main(String[] words) throws Exception {
    long start = System.nanoTime();
    CountDownLatch drained = new CountDownLatch(BACKLOG_TO_SEE);
    CountDownLatch live = new CountDownLatch(1);
    ChargingJournal journal = journal(Path.of(words[0]), drained);
    journal.start();
    journal.submit(Samples.start("live"), () -> {}, outcome -> live.countDown());
    live.await();
    System.out.println("ready-ms " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    drained.await();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM")) {
        System.out.println("memory-kib " + line.replaceAll("[^0-9]", ""));
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static ChargingJournal journal(Path file, CountDownLatch drained) {
    ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    Timers timers =
        (delay, task) -> {
          var scheduled = thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
          return () -> scheduled.cancel(false);
        };
    LoggedAlarms alarms = new LoggedAlarms();
    JournalPolicy policy = JournalPolicy.DEFAULT;
    return new ChargingJournal(
        policy,
        new Environment(
            timers,
            thread,
            InstantSource.system(),
            System::nanoTime,
            alarms,
            new RecordedIncidents()),
        new JournalWriter(
            () -> SqliteRecordJournal.open(file),
            RedoLog.beside(file, 7),
            policy.commitInterval(),
            policy.bufferCapacity(),
            policy.diskRetry(),
            alarms,
            Thread::new),
        Senders.of(
            record ->
                (retransmission, choice, outcome) -> {
                  drained.countDown();
                  outcome.accept(new AccountingDelivery.Answered(2001, null, null, "cdf"));
                }),
        (request, retransmission, outcome) ->
            outcome.accept(
                new CreditOutcome.Answered(
                    new CreditAnswer(
                        2001, List.of(), null, null, null, null, null, null, null, null))),
        () -> 1L << 40,
        new UsageFile(file, 7, alarms));
  }
}
