package io.tollgate.cluster;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This server among the others: renews its lease and those of the dead nodes that it settles, and
 * looks for nodes whose leases are over. A lease that the database has given to another is lost for
 * good; one that could not be renewed in time ends, and may come back.
 */
public final class Membership implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(Membership.class);

  /** Renewed so many times before it would be over. */
  private static final int RENEWALS = 4;

  /** The part of a lease that clocks and delays may take. */
  private static final int MARGIN = 5;

  /** Where several are dead, those that others leave are taken so much sooner. */
  private static final int PARTS_OF_TURN = 8;

  private static final int LOOKED_AT = 16;
  private static final int MOST_SHOWN = 200;

  private final NodeTable nodes;
  private final String name;
  private final Duration duration;
  private final LongSupplier nanos;
  private final Supplier<String> state;
  private final Runnable whenFenced;
  private final Map<Long, TakenOver> inHand = new ConcurrentHashMap<>();
  private final ScheduledExecutorService renewing = thread("tollgate-lease");
  private final ScheduledExecutorService looking = thread("tollgate-take-over");
  private volatile @Nullable Lease own;

  private record TakenOver(Lease lease, Successor.Settlement settlement) {}

  /**
   * @param name of this server, for people
   * @param nanos monotonic time
   * @param state how this server is, in a word for people; told to the others with each renewal
   * @param whenFenced run once, should another take this node over
   */
  public Membership(
      ClusterDatabase database,
      String name,
      Duration duration,
      LongSupplier nanos,
      Supplier<String> state,
      Runnable whenFenced) {
    this.nodes = new NodeTable(database.connections(), duration);
    this.name = name;
    this.duration = duration;
    this.nanos = nanos;
    this.state = state;
    this.whenFenced = whenFenced;
  }

  private static ScheduledExecutorService thread(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    return executor;
  }

  /** Begins a life of this server. */
  public Lease join(long id) throws ClusterException {
    long asked = nanos.getAsLong();
    try {
      nodes.join(id, name);
    } catch (SQLException e) {
      throw new ClusterException(String.valueOf(e.getMessage()), e);
    }
    Lease lease = new Lease(id, 1, heldFrom(asked), nanos, this::fenced);
    own = lease;
    renewEvery(duration.dividedBy(RENEWALS));
    LOG.info("node {} of the cluster, as {}", name, lease);
    return lease;
  }

  /** The nodes as the database has them. Blocks. */
  public List<NodeStatus> nodes() throws ClusterException {
    try {
      return nodes.all(MOST_SHOWN);
    } catch (SQLException e) {
      throw new ClusterException(String.valueOf(e.getMessage()), e);
    }
  }

  /** From now on dead nodes are taken over. */
  public void lookOut(Successor successor) {
    lookAfter(notTogether(duration.dividedBy(RENEWALS)), successor);
  }

  /** What ends before the next turn of looking is looked at when it ends. */
  private void lookAfter(Duration pause, Successor successor) {
    looking.schedule(
        () -> {
          Duration next = duration.dividedBy(RENEWALS);
          try {
            next = look(successor);
          } catch (RuntimeException e) {
            LOG.error("cluster: {}", e.toString(), e);
          }
          if (!looking.isShutdown()) {
            lookAfter(next, successor);
          }
        },
        pause.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /** Servers that start together do not all ask at the same moment. */
  private static Duration notTogether(Duration pause) {
    return Duration.ofNanos(
        ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos()));
  }

  private void renewEvery(Duration pause) {
    renewing.scheduleWithFixedDelay(
        () -> {
          try {
            renew();
          } catch (RuntimeException e) {
            LOG.error("cluster: {}", e.toString(), e);
          }
        },
        notTogether(pause).toNanos(),
        pause.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  private long heldFrom(long asked) {
    return asked + duration.minus(duration.dividedBy(MARGIN)).toNanos();
  }

  private void fenced() {
    LOG.error("node {}: another has taken over; this one ends its sessions", name);
    whenFenced.run();
  }

  private void renew() {
    Lease mine = own;
    if (mine != null) {
      renew(mine, () -> nodes.renew(mine.node(), mine.epoch(), state.get()));
    }
    for (TakenOver each : inHand.values()) {
      Lease lease = each.lease();
      renew(lease, () -> nodes.renew(lease.node(), lease.epoch()));
    }
  }

  private interface Renewal {
    boolean isTaken() throws SQLException;
  }

  private void renew(Lease lease, Renewal renewal) {
    if (lease.isLost()) {
      return;
    }
    long asked = nanos.getAsLong();
    try {
      if (renewal.isTaken()) {
        lease.renewedUntil(heldFrom(asked));
      } else {
        lease.lost();
      }
    } catch (SQLException e) {
      LOG.warn("lease of node {} not renewed: {}", lease, e.getMessage());
    }
  }

  /** Returns how long to wait before the next look. */
  private Duration look(Successor successor) {
    inHand.values().forEach(this::finish);
    Duration turn = duration.dividedBy(RENEWALS);
    Lease mine = own;
    if (mine == null || !mine.isHeld()) {
      return turn;
    }
    try {
      List<NodeTable.Expired> dead = nodes.expired(LOOKED_AT);
      for (NodeTable.Expired each : dead) {
        if (each.id() != mine.node() && !inHand.containsKey(each.id())) {
          takeOver(each, mine, successor);
          // One at a time: other survivors take theirs meanwhile.
          return turn.dividedBy(PARTS_OF_TURN);
        }
      }
      return nodes.untilNextExpires(turn);
    } catch (SQLException e) {
      LOG.warn("cluster: nodes not looked at: {}", e.getMessage());
      return turn;
    }
  }

  private void takeOver(NodeTable.Expired dead, Lease mine, Successor successor)
      throws SQLException {
    long asked = nanos.getAsLong();
    OptionalLong epoch = nodes.takeOver(dead, mine);
    if (epoch.isEmpty()) {
      return;
    }
    Lease lease =
        new Lease(
            dead.id(),
            epoch.getAsLong(),
            heldFrom(asked),
            nanos,
            () -> LOG.warn("node {}: another survivor has taken it over", dead.name()));
    LOG.warn("node {} ({}) is silent: taken over", dead.name(), lease);
    try {
      inHand.put(dead.id(), new TakenOver(lease, successor.settle(lease)));
    } catch (ClusterException e) {
      // Its lease ends, and it is taken over once more.
      LOG.warn("node {}: cannot be settled now: {}", lease, e.getMessage());
    }
  }

  private void finish(TakenOver each) {
    Lease mine = own;
    Lease lease = each.lease();
    if (lease.isLost()) {
      each.settlement().close();
      inHand.remove(lease.node());
    } else if (mine != null && mine.isHeld() && lease.isHeld() && each.settlement().isSettled()) {
      each.settlement().close();
      inHand.remove(lease.node());
      try {
        if (nodes.retire(lease, mine, each.settlement()::nextLetter)) {
          LOG.info("node {}: nothing is owed any more", lease);
        }
      } catch (SQLException e) {
        // Its lease ends, and it is taken over and retired once more.
        LOG.warn("node {} not retired: {}", lease, e.getMessage());
      }
    }
  }

  /** Nodes whose records and sessions this server settles now. */
  public int takenOver() {
    return inHand.size();
  }

  /** Lets go of dead nodes: others go on with them at once. */
  public void lookNoMore() {
    stop(looking);
    for (TakenOver each : List.copyOf(inHand.values())) {
      inHand.remove(each.lease().node());
      each.settlement().close();
      release(each.lease());
    }
  }

  /** What this server leaves goes to others at once: they need not wait for the lease. */
  @Override
  public void close() {
    lookNoMore();
    stop(renewing);
    Lease mine = own;
    own = null;
    if (mine != null) {
      release(mine);
    }
  }

  private void release(Lease lease) {
    if (!lease.isLost()) {
      try {
        nodes.release(lease.node(), lease.epoch());
      } catch (SQLException e) {
        LOG.info("lease of node {} ends by itself: {}", lease, e.getMessage());
      }
    }
  }

  private void stop(ScheduledExecutorService executor) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
