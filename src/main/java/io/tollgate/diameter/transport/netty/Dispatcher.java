package io.tollgate.diameter.transport.netty;

import io.tollgate.diameter.transport.Failover;
import io.tollgate.diameter.transport.Outcome;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings each request to a peer, to another one where that is allowed, and to its one outcome.
 * Belongs to the event loop.
 */
final class Dispatcher {
  private final Router router;
  private final TimerWheel wheel;
  private final LongSupplier clock;
  private int open;
  private boolean stopped;

  Dispatcher(Router router, TimerWheel wheel, LongSupplier clock) {
    this.router = router;
    this.wheel = wheel;
    this.clock = clock;
  }

  /** Requests without an outcome. */
  int open() {
    return open;
  }

  /** From now on every request ends at once. */
  void stop() {
    stopped = true;
  }

  void dispatch(PendingRequest pending) {
    open++;
    if (stopped) {
      finish(pending, new Outcome.Stopped());
      return;
    }
    long now = clock.getAsLong();
    wheel.start(pending, pending.request().timeout().toNanos(), now);
    route(pending, null, now);
  }

  /**
   * @param otherwise the outcome if no peer takes it; null when it has not been sent yet
   */
  private void route(PendingRequest pending, @Nullable Outcome otherwise, long now) {
    Peer peer = router.choose(pending, now);
    if (peer != null) {
      peer.send(pending, now);
    } else if (otherwise != null) {
      finish(pending, otherwise);
    } else if (router.isOverloaded(pending, now)) {
      finish(pending, new Outcome.Overloaded(pending.request().target()));
    } else {
      finish(pending, new Outcome.NoPeer(pending.request().target()));
    }
  }

  void finish(PendingRequest pending, Outcome outcome) {
    open--;
    wheel.stop(pending);
    pending.complete(outcome);
  }

  /** The peer was lost with the request unanswered. */
  void lost(PendingRequest pending, Peer peer) {
    peer.metrics().unanswered(pending.request().target());
    Outcome outcome = stopped ? new Outcome.Stopped() : new Outcome.PeerLost(peer.host());
    if (stopped || pending.request().failover() != Failover.ANY) {
      finish(pending, outcome);
      return;
    }
    pending.leave(peer, true);
    route(pending, outcome, clock.getAsLong());
  }

  /** The peer said that it did not act on the request: 3002, 3004 or 3005. */
  void turnedDown(PendingRequest pending, Peer peer, Outcome answer) {
    if (stopped || pending.request().failover() == Failover.NONE) {
      finish(pending, answer);
      return;
    }
    pending.leave(peer, false);
    // A peer that was lost with it before may have acted on it: that is then the outcome.
    String lost = pending.lostWith();
    Outcome otherwise = lost == null ? answer : new Outcome.PeerLost(lost);
    route(pending, otherwise, clock.getAsLong());
  }

  /** Whether another peer would take the request now. */
  boolean hasAlternative(PendingRequest pending) {
    return router.choose(pending, clock.getAsLong()) != null;
  }

  void timedOut(PendingRequest pending) {
    Connection connection = pending.connection();
    if (connection == null) {
      finish(pending, new Outcome.NoPeer(pending.request().target()));
      return;
    }
    Peer peer = connection.forget(pending);
    peer.metrics().unanswered(pending.request().target());
    finish(pending, new Outcome.TimedOut(peer.host()));
  }
}
