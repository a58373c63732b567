package io.tollgate.journal.recovery;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.Environment;
import io.tollgate.journal.commit.Completion;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Owed;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.usage.FormerUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final int ORPHANS_IN_TRANSACTION = 200;
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final JournalWriter writer;
  private final Environment environment;
  private final LongSupplier ids;
  private final long boot;
  private final LastUsage lastUsage;
  private final Runnable progress;
  private long recovered;

  /**
   * @param former what their counters had come to
   * @param progress run whenever closings have become pending
   */
  public Recovery(
      JournalWriter writer,
      Environment environment,
      LongSupplier ids,
      long boot,
      FormerUsage former,
      Runnable progress) {
    this.writer = writer;
    this.environment = environment;
    this.ids = ids;
    this.boot = boot;
    this.lastUsage = new LastUsage(former);
    this.progress = progress;
  }

  /** Runs on the environment's thread, in steps, until no orphan is left. */
  public void start() {
    environment.thread().execute(this::step);
  }

  private void step() {
    try {
      List<Owed> orphans = writer.journal().orphans(boot, ORPHANS_IN_TRANSACTION);
      if (orphans.isEmpty()) {
        lastUsage.forget();
        LOG.info("Sessions that a former process left open, now closed: {}", recovered);
      } else {
        close(orphans);
      }
    } catch (JournalException e) {
      later();
    }
  }

  private void close(List<Owed> orphans) {
    List<Change> changes = new ArrayList<>();
    for (Owed orphan : orphans) {
      String unanswered = orphan.unanswered();
      if (unanswered != null) {
        // Numbers of a session are consecutive.
        changes.add(
            new Change.Append(pending(orphan, orphan.number() - 1, Kind.UPDATE, unanswered)));
      }
      changes.add(new Change.Append(closing(orphan)));
      changes.add(new Change.Settle(orphan.session()));
    }
    writer.submit(
        changes,
        new Completion() {
          @Override
          public void kept(boolean news) {
            recovered += orphans.size();
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
   * A STOP was never sent, or it would not be owed any more; a TERMINATION may have been, with the
   * number that was set aside for it.
   */
  private Pending closing(Owed orphan) {
    Kind kind = orphan.channel() == ChargingInterface.CH2 ? Kind.TERMINATION : Kind.STOP;
    return pending(orphan, orphan.number(), kind, lastUsage.closing(orphan));
  }

  private Pending pending(Owed orphan, long number, Kind kind, String body) {
    return new Pending(
        ids.getAsLong(),
        orphan.channel(),
        orphan.session(),
        number,
        kind,
        environment.clock().instant(),
        orphan.channel() == ChargingInterface.CH2,
        body);
  }
}
