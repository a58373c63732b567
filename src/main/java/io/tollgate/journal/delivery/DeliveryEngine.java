package io.tollgate.journal.delivery;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.Environment;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivery's door. A record is announced before it is stored and offered once it is durable;
 * records of former processes are found on disk.
 */
public final class DeliveryEngine {

  private static final Logger LOG = LogManager.getLogger(DeliveryEngine.class);

  /** So many records of one session in memory, the rest on disk. */
  private static final int LANE = 64;

  private static final Duration TICK = Duration.ofMillis(1000 / Backlog.TICKS_PER_SECOND);

  private final Environment environment;
  private final OutboxEntries entries;
  private final Ledger ledger;
  private final SessionQueues queues;
  private final Targets targets;
  private final Dispatch dispatch;
  private final Backlog backlog;
  private final DeliveryCounters counters = new DeliveryCounters();
  private CompletableFuture<Void> quiet = new CompletableFuture<>();
  private volatile boolean stopped;
  private volatile DeliveryStatus status = DeliveryStatus.NOTHING_YET;

  public DeliveryEngine(
      DeliveryPolicy policy, Environment environment, JournalWriter writer, OutboxEntries entries) {
    this.environment = environment;
    this.entries = entries;
    this.ledger = new Ledger(writer, environment.thread());
    this.queues = new SessionQueues(policy.window());
    this.targets = new Targets(policy, environment.nanos());
    Loader loader = new Loader(entries, ledger, environment);
    this.dispatch = new Dispatch(policy, environment, ledger, loader, queues, targets, counters);
    this.backlog = new Backlog(policy, environment, ledger, loader, queues, targets, dispatch);
  }

  public void start() {
    environment.thread().execute(this::tick);
  }

  private void tick() {
    if (!stopped) {
      backlog.tick();
      if (queues.entries() == 0 && !ledger.expectsRecords()) {
        quiet.complete(null);
      }
      List<TargetStatus> all = targets.status();
      status =
          new DeliveryStatus(
              !targets.allDown(ChargingInterface.CH1), queues.entries(), backlog.isWaiting(), all);
      environment.timers().schedule(TICK, () -> environment.thread().execute(this::tick));
    }
  }

  /** Completed once nothing is in memory any more; what is on disk may take for ever. */
  public CompletableFuture<Void> quiet() {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    environment.thread().execute(() -> quiet = reached);
    return reached;
  }

  public void stop() {
    stopped = true;
  }

  /** Records that were never offered have come to lie on disk. */
  public void wake() {
    environment.thread().execute(backlog::wake);
  }

  /** The record is about to be stored. */
  public void announce(long id) {
    ledger.announce(id);
  }

  /** The announced record could not be stored. */
  public void withdraw(long id) {
    ledger.arrived(id);
  }

  /** Records may be sent at once, as far as known: they are stored as such. */
  public boolean isOpen() {
    return status.open();
  }

  /** The announced record is durable. For delivery's thread. */
  public void offer(Pending stored, AccountingRecord record, Consumer<AccountingOutcome> outcome) {
    offer(stored.sent(), false, entries.live(stored, record, outcome));
  }

  /** The announced request is durable. For delivery's thread. */
  public void offer(Pending stored, Repetition repetition) {
    offer(true, repetition.sent(), entries.live(stored, repetition));
  }

  /**
   * @param rests it was tried a moment ago
   */
  private void offer(boolean storedAsSent, boolean rests, OutboxEntry entry) {
    ledger.arrived(entry.id());
    SessionQueue queue = queues.get(entry.session());
    if (queue != null && !queue.isSpilled() && queue.size() < LANE && queues.hasRoom()) {
      join(queue, entry);
    } else if (queue == null && storedAsSent && canGoNow(entry)) {
      SessionQueue opened = queues.open(entry.session(), false);
      if (rests) {
        dispatch.pause(opened);
      }
      join(opened, entry);
    } else {
      leaveOnDisk(queue, entry, storedAsSent);
    }
  }

  /** A request was buried before it came here. */
  public void countRefused() {
    counters.countRefused();
  }

  private void join(SessionQueue queue, OutboxEntry entry) {
    if (entry.kind() == Kind.PROGRESS) {
      queue.replaceProgress().forEach(this::replaced);
    }
    queue.add(entry);
    queues.count(1);
    dispatch.advance(queue);
  }

  private void replaced(OutboxEntry entry) {
    queues.count(-1);
    counters.countReplaced();
    ledger.remove(entry.id());
    entry.tell(new AccountingOutcome.Stored());
  }

  private boolean canGoNow(OutboxEntry entry) {
    return queues.hasRoom()
        && !queues.isOnDisk(entry.session())
        && targets.choose(entry.transmitter(), Set.of()) != null
        && (queues.remembersAll() || !hasEarlier(entry));
  }

  private boolean hasEarlier(OutboxEntry entry) {
    try {
      return ledger.hasEarlier(entry.session(), entry.id());
    } catch (JournalException e) {
      LOG.debug("{}: disk not asked for earlier records: {}", entry, e.getMessage());
      return true;
    }
  }

  private void leaveOnDisk(@Nullable SessionQueue queue, OutboxEntry entry, boolean storedAsSent) {
    if (queue != null) {
      queue.spilled(true);
    }
    queues.spilled(entry.session());
    if (storedAsSent && !entry.isRetransmission()) {
      ledger.hasNotArrived(entry.id());
    }
    entry.tell(new AccountingOutcome.Stored());
  }

  public DeliveryStatus status() {
    return status;
  }

  public DeliveryCounters counters() {
    return counters;
  }
}
