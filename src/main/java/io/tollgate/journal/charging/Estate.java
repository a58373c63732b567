package io.tollgate.journal.charging;

import io.tollgate.journal.AccountingSender;
import io.tollgate.journal.CreditSender;
import io.tollgate.journal.Environment;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.delivery.DeliveryEngine;
import io.tollgate.journal.delivery.DeliveryPolicy;
import io.tollgate.journal.delivery.OutboxEntries;
import io.tollgate.journal.recovery.Farewells;
import io.tollgate.journal.recovery.Partings;
import io.tollgate.journal.recovery.Recovery;
import io.tollgate.journal.store.JournalCounts;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.usage.FormerUsage;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What a dead node left, in the hands of one that lives: its open sessions are closed, page by
 * page, and its records delivered with the Session-Id, number, End-to-End Identifier and T flag
 * that they have. When the closings are committed, both parties of each call are told. Every step
 * is a transaction of the dead node's journal, so that another may go on where this one stops.
 */
public final class Estate implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Estate.class);

  private final JournalWriter writer;
  private final DeliveryEngine delivery;
  private final Recovery recovery;
  private final Partings partings;
  private final Runnable whenClosed;
  private final RecordIds ids = new RecordIds();

  /**
   * @param policy how its records go out
   * @param environment with a thread that waits for the database, apart from what delivers the
   *     records of the living
   * @param writer to the dead node's journal
   * @param boot of the process that takes over: nothing there has its mark
   * @param usage how far the sessions had come
   * @param farewells how parties are told
   * @param perSecond how many, at most
   * @param whenClosed nothing of it runs any more
   */
  public Estate(
      DeliveryPolicy policy,
      Environment environment,
      JournalWriter writer,
      AccountingSender accounting,
      CreditSender credit,
      long boot,
      FormerUsage usage,
      Farewells farewells,
      int perSecond,
      Runnable whenClosed) {
    this.writer = writer;
    this.whenClosed = whenClosed;
    this.delivery =
        new DeliveryEngine(policy, environment, writer, new OutboxEntries(accounting, credit));
    this.partings = new Partings(writer, environment, farewells, perSecond);
    this.recovery =
        new Recovery(
            writer,
            environment,
            ids::next,
            accounting::newEndToEnd,
            boot,
            usage,
            delivery::wake,
            partings::start);
  }

  /** Settles in the background. */
  public void start() throws JournalException {
    writer.start();
    try {
      ids.startAfter(writer.journal().lastId());
    } catch (JournalException e) {
      close();
      throw e;
    }
    recovery.start();
    delivery.start();
  }

  /** Nothing is owed any more but dead letters, and all are told, as far as can be seen now. */
  public boolean isSettled() {
    try {
      JournalCounts counts = writer.journal().counts();
      return counts.pending() == 0 && counts.openSessions() == 0 && partings.areDone();
    } catch (JournalException e) {
      LOG.debug("not readable now: {}", e.getMessage());
      return false;
    }
  }

  /** Lets go of it, wherever it stands, once it was started. */
  @Override
  public void close() {
    partings.stop();
    delivery.stop();
    writer.close();
    whenClosed.run();
  }
}
