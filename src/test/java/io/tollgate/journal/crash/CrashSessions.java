package io.tollgate.journal.crash;

import io.tollgate.charging.Timers;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.journal.AccountingDelivery;
import io.tollgate.journal.AccountingSender;
import io.tollgate.journal.CreditSender;
import io.tollgate.journal.Environment;
import io.tollgate.journal.RecordedAlarms;
import io.tollgate.journal.RecordedIncidents;
import io.tollgate.journal.Samples;
import io.tollgate.journal.Senders;
import io.tollgate.journal.charging.ChargingJournal;
import io.tollgate.journal.charging.JournalPolicy;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.JournalCounts;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordJournalFactory;
import io.tollgate.journal.usage.UsageFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A few charging sessions on some store; what is done is noted line by line. */
final class CrashSessions implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(CrashSessions.class);
  private static final Duration GATHERING = Duration.ofMillis(2);

  private final Consumer<String> notes;
  private final RecordedAlarms alarms = new RecordedAlarms();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(CrashSessions::daemon);
  private final JournalWriter writer;
  private final ChargingJournal journal;

  CrashSessions(
      RecordJournalFactory store, RedoLog redo, Path usage, long boot, Consumer<String> notes)
      throws JournalException {
    this.notes = notes;
    Timers timers =
        (delay, task) -> {
          var scheduled = thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
          return () -> scheduled.cancel(false);
        };
    writer =
        new JournalWriter(
            store, redo, GATHERING, 100, Duration.ofMillis(20), alarms, CrashSessions::daemon);
    journal =
        new ChargingJournal(
            JournalPolicy.DEFAULT,
            new Environment(
                timers,
                thread,
                InstantSource.system(),
                System::nanoTime,
                alarms,
                new RecordedIncidents()),
            writer,
            cdf(),
            ocs(),
            () -> 1L << 40,
            new UsageFile(usage, boot, alarms));
    journal.start();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private AccountingSender cdf() {
    return Senders.of(
        record ->
            (retransmission, choice, outcome) -> {
              note("SENT", record.sessionId(), record.type(), record.number(), retransmission);
              outcome.accept(new AccountingDelivery.Answered(2001, null, null, "cdf"));
            });
  }

  private CreditSender ocs() {
    return (request, retransmission, outcome) -> {
      note("SENT", request.sessionId(), request.type(), request.number(), retransmission);
      outcome.accept(
          new CreditOutcome.Answered(
              new CreditAnswer(2001, List.of(), null, null, null, null, null, null, null, null)));
    };
  }

  private synchronized void note(
      String what, String session, Enum<?> type, long number, boolean retransmission) {
    String line =
        "%s %s %s %d%s".formatted(what, session, type, number, retransmission ? " T" : "");
    notes.accept(line);
  }

  void run() throws InterruptedException {
    submit(Samples.start("s1"));
    submit(Samples.start("s2"));
    submit(Samples.join("s1", 1));
    submit(Samples.usage("s2", 1));
    journalClosing("c1", 1);
    journalClosing("c2", 1);
    journalClosing("c2", 2);
    journal.repeatUntilAnswered(Samples.sent(Samples.termination("c1", 1)), true);
    journal.repeatUntilAnswered(Samples.sent(Samples.refund("r1")), true);
    submit(Samples.event("e1"));
    submit(Samples.stop("s1", 2));
  }

  private void submit(AccountingRecord record) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(2);
    Runnable durable =
        () -> {
          note("DURABLE", record.sessionId(), record.type(), record.number(), false);
          done.countDown();
        };
    if (journal.submit(record, durable, outcome -> done.countDown())) {
      durable.run();
    }
    done.await();
  }

  private void journalClosing(String session, long number) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Runnable durable =
        () -> {
          note("OWED", session, Samples.termination(session, number).type(), number, false);
          done.countDown();
        };
    if (journal.journalClosing(Samples.termination(session, number), durable)) {
      durable.run();
    }
    done.await();
  }

  void awaitDelivery(boolean openSessionsToo) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(CrashSessions::daemon);
    watch.scheduleWithFixedDelay(
        () -> {
          try {
            JournalCounts counts = writer.journal().counts();
            if (counts.pending() == 0 && !(openSessionsToo && counts.openSessions() > 0)) {
              done.countDown();
            }
          } catch (JournalException e) {
            // While the disk fails there is nothing to see; it is looked at again.
            LOG.debug("Not readable: {}", e.getMessage());
          }
        },
        20,
        20,
        TimeUnit.MILLISECONDS);
    if (!done.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not delivered, alarms: " + alarms.history());
    }
  }

  /** The process is gone, as far as the journal is concerned. */
  @Override
  public void close() {
    writer.close();
    thread.shutdownNow();
  }
}
