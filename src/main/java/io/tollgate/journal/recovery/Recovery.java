package io.tollgate.journal.recovery;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.Environment;
import io.tollgate.journal.commit.Completion;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.usage.FormerUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Turns what former processes owe into pending records: row by row out of one table and into the
 * other within one transaction, so that a crash on the way changes nothing. It runs beside new
 * sessions, whose rows carry this process' mark.
 */
public final class Recovery {

  private static final Logger LOG = LogManager.getLogger(Recovery.class);
  private static final int ORPHANS_IN_TRANSACTION = 500;
  private static final String DEBIT_CUT_OFF =
      "the process died between the debit and the delivery of the message: the user may have paid"
          + " for what was not delivered; requeue it to make sure of the debit, or give it back";

  private static final Duration RETRY = Duration.ofSeconds(2);

  private final JournalWriter writer;
  private final Environment environment;
  private final LongSupplier ids;
  private final IntSupplier endToEnds;
  private final long boot;
  private final LastUsage lastUsage;
  private final Runnable progress;
  private final Runnable done;
  private final List<String> cutOff = new ArrayList<>();
  private long recovered;

  /**
   * @param endToEnds identifiers for requests that were never sent
   * @param former what their counters had come to
   * @param progress run whenever closings have become pending
   * @param done run when all are
   */
  public Recovery(
      JournalWriter writer,
      Environment environment,
      LongSupplier ids,
      IntSupplier endToEnds,
      long boot,
      FormerUsage former,
      Runnable progress,
      Runnable done) {
    this.writer = writer;
    this.environment = environment;
    this.ids = ids;
    this.endToEnds = endToEnds;
    this.boot = boot;
    this.lastUsage = new LastUsage(former);
    this.progress = progress;
    this.done = done;
  }

  /** Runs on the environment's thread, in steps, until no orphan is left. */
  public void start() {
    environment.thread().execute(this::step);
  }

  private void step() {
    try {
      List<ClosingRecord> orphans = writer.journal().orphans(boot, ORPHANS_IN_TRANSACTION);
      if (orphans.isEmpty()) {
        lastUsage.forget();
        LOG.info("Sessions that a former process left open, now closed: {}", recovered);
        done.run();
      } else {
        close(orphans);
      }
    } catch (JournalException e) {
      later();
    }
  }

  private void close(List<ClosingRecord> orphans) {
    List<Change> changes = new ArrayList<>();
    for (ClosingRecord orphan : orphans) {
      String unanswered = orphan.unanswered();
      // Numbers of a session are consecutive.
      long before = orphan.number() - 1;
      if (unanswered != null && !lastUsage.isAnswered(orphan.session(), before)) {
        changes.add(new Change.Append(pending(orphan, before, Kind.UPDATE, unanswered, true)));
      }
      close(orphan, changes);
      changes.add(new Change.Settle(orphan.session()));
    }
    writer.submit(
        changes,
        new Completion() {
          @Override
          public void kept(boolean news) {
            recovered += orphans.size();
            tellOfDebits();
            progress.run();
            start();
          }

          @Override
          public void lost(String why) {
            later();
          }
        });
  }

  private void later() {
    environment.timers().schedule(RETRY, this::start);
  }

  /**
   * A STOP was never sent, or it would not be owed any more; a TERMINATION may have been, if it has
   * its End-to-End Identifier.
   */
  private void close(ClosingRecord orphan, List<Change> changes) {
    LastUsage.Closing closing = lastUsage.closing(orphan, endToEnds);
    Pending pending =
        pending(orphan, orphan.number(), closing.kind(), closing.body(), closing.sent());
    changes.add(new Change.Append(pending));
    if (closing.kind() == Kind.DEBIT) {
      changes.add(new Change.Bury(pending.id(), 0, DEBIT_CUT_OFF, environment.clock().instant()));
      cutOff.add(orphan.session());
    }
  }

  private void tellOfDebits() {
    for (String session : cutOff) {
      environment.tellOfDeadLetter(
          ChargingInterface.CH2, 0, session, 0, "-", Kind.DEBIT.name(), DEBIT_CUT_OFF);
    }
    cutOff.clear();
  }

  private Pending pending(ClosingRecord orphan, long number, Kind kind, String body, boolean sent) {
    return new Pending(
        ids.getAsLong(),
        orphan.channel(),
        orphan.session(),
        number,
        kind,
        environment.clock().instant(),
        sent,
        body);
  }
}
