package io.tollgate.journal.delivery;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.Environment;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the records on disk, oldest first, and opens queues for their sessions: page by
 * page, no faster than its rate, and only as long as its share of the window lasts.
 */
final class Backlog {

  private static final Logger LOG = LogManager.getLogger(Backlog.class);
  static final int TICKS_PER_SECOND = 10;

  private static final int PAGE = 128;
  private static final int PAGES_PER_TICK = 4;
  private static final Duration TRIED_FOR = Duration.ofMinutes(2);

  private final DeliveryPolicy policy;
  private final Environment environment;
  private final Ledger ledger;
  private final Loader loader;
  private final SessionQueues queues;
  private final Targets targets;
  private final Dispatch dispatch;
  private final Set<Target> probed = new HashSet<>();
  private final Instant started;
  private long cursor;
  private double tokens;
  private boolean waiting = true;
  private boolean found;

  /** The pass has seen everything from the beginning, not only what was new. */
  private boolean whole = true;

  /** How far the last pass came. */
  private long end;

  private long nextPass;
  private long lastTick;

  Backlog(
      DeliveryPolicy policy,
      Environment environment,
      Ledger ledger,
      Loader loader,
      SessionQueues queues,
      Targets targets,
      Dispatch dispatch) {
    this.policy = policy;
    this.environment = environment;
    this.ledger = ledger;
    this.loader = loader;
    this.queues = queues;
    this.targets = targets;
    this.dispatch = dispatch;
    this.nextPass = environment.nanos().getAsLong();
    this.lastTick = nextPass;
    this.tokens = (double) policy.drainPerSecond() / TICKS_PER_SECOND;
    this.started = environment.clock().instant();
  }

  /** Something lies on disk that nobody has in hand. */
  boolean isWaiting() {
    return waiting || queues.hasGrown();
  }

  /**
   * Looks again at once: others have put records on disk, with greater ids than those there were.
   * What a pass has seen, and is mostly on its way, is left to the next whole one.
   */
  void wake() {
    found = true;
    waiting = true;
    if (cursor == 0) {
      cursor = end;
      whole = end == 0;
    }
    nextPass = environment.nanos().getAsLong();
  }

  /** To be called about so many times in a second. */
  void tick() {
    long now = environment.nanos().getAsLong();
    double since = (double) (now - lastTick) / Duration.ofSeconds(1).toNanos();
    lastTick = now;
    tokens = Math.min(policy.drainPerSecond(), tokens + since * policy.drainPerSecond());
    if (now - nextPass >= 0) {
      try {
        pass();
      } catch (JournalException e) {
        LOG.debug("Backlog not read: {}", e.getMessage());
      }
    }
  }

  private void pass() throws JournalException {
    probed.clear();
    for (int pages = 0; pages < PAGES_PER_TICK && mayGoOn(); pages++) {
      if (!page()) {
        return;
      }
    }
  }

  /** False where the pass stops here, at its end or for now. */
  private boolean page() throws JournalException {
    long before = cursor;
    loader.lookAway();
    List<Pending> page = ledger.page(cursor, PAGE);
    List<SessionQueue> opened = new ArrayList<>();
    boolean stopped = false;
    for (Pending record : page) {
      stopped = !mayGoOn();
      if (stopped) {
        break;
      }
      cursor = record.id();
      SessionQueue queue = consider(record);
      if (queue != null) {
        opened.add(queue);
        tokens--;
      }
    }
    try {
      fill(opened);
    } catch (JournalException e) {
      // An empty queue that nobody fills would hold up its session for good.
      opened.forEach(queues::close);
      cursor = before;
      throw e;
    }
    if (!stopped && page.size() < PAGE) {
      passEnded();
    }
    return !stopped && page.size() == PAGE;
  }

  private void fill(List<SessionQueue> opened) throws JournalException {
    if (!opened.isEmpty()) {
      tokens -= Math.max(0, dispatch.fill(opened) - opened.size());
    }
  }

  private boolean mayGoOn() {
    return tokens >= 1 && queues.roomForBacklog() > 0;
  }

  private void passEnded() {
    if (whole) {
      waiting = found || queues.hasGrown();
      if (!waiting) {
        queues.allDrained();
      }
      queues.seen();
      found = false;
    }
    whole = true;
    end = cursor;
    cursor = 0;
    nextPass = environment.nanos().getAsLong() + policy.scanInterval().toNanos();
  }

  /** A queue that has to be filled now, if it is the record's turn. */
  private @Nullable SessionQueue consider(Pending record) {
    if (ledger.isInPlay(record)) {
      return null;
    }
    SessionQueue queue = queues.get(record.session());
    if (queue != null) {
      if (!queue.contains(record.id())) {
        queue.spilled(true);
        found = true;
      }
      return null;
    }
    found = true;
    OutboxEntry entry = loader.look(record);
    if (entry != null && isOverdue(record)) {
      loader.bury(entry, 0, "no server took it within " + policy.creditPatience());
      tokens--;
    } else if (entry != null && isWorthTrying(entry.transmitter())) {
      return queues.open(record.session(), true);
    }
    return null;
  }

  /** One record is enough to find out whether a function is back. */
  private boolean isWorthTrying(Transmitter transmitter) {
    return targets.choose(transmitter, Set.of()) != null
        && (targets.isUp(transmitter) || probed.addAll(transmitter.targets()));
  }

  /**
   * A credit-control session that may not move waits for its server (RFC 8506 5.7), but not for
   * ever. What lay there while nobody tried it is tried for a while first.
   */
  private boolean isOverdue(Pending record) {
    Instant now = environment.clock().instant();
    return record.channel() == ChargingInterface.CH2
        && Duration.between(record.stored(), now).compareTo(policy.creditPatience()) > 0
        && Duration.between(started, now).compareTo(TRIED_FOR) > 0;
  }
}
