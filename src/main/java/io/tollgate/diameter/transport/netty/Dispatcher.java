package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerName;
import io.tollgate.diameter.transport.TransportMetrics;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings each request to a peer, to another one where that is allowed, and to its one outcome.
 * Belongs to the event loop.
 */
final class Dispatcher implements PendingRequest.Steps {
  private static final Logger LOG = LogManager.getLogger(Dispatcher.class);
  private static final int MOST_REDIRECTIONS = 3;
  private static final int MOST_WAITING = 1000;

  private final Router router;
  private final TimerWheel wheel;
  private final LongSupplier clock;
  private final Overload overload;
  private final Redirects redirects = new Redirects();
  private int open;
  private boolean stopped;

  Dispatcher(Router router, Overload overload, TimerWheel wheel, LongSupplier clock) {
    this.router = router;
    this.overload = overload;
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

  @Override
  public void dispatch(PendingRequest pending) {
    open++;
    if (stopped) {
      finish(pending, new Outcome.Stopped());
      return;
    }
    long now = clock.getAsLong();
    wheel.start(pending, pending.request().timeout().toNanos(), now);
    pending.redirectedTo(redirects.of(pending.request(), now));
    route(pending, null, now, true);
  }

  /**
   * @param otherwise the outcome if no peer takes it; null when it has not been sent yet
   * @param anywhere also to another server than the one that has the session
   */
  private void route(
      PendingRequest pending, @Nullable Outcome otherwise, long now, boolean anywhere) {
    boolean throttled = false;
    Way way = router.choose(pending, now, anywhere);
    while (way != null && !overload.admits(pending.request(), way, now)) {
      throttled = true;
      way.peer().metrics().diverted(TransportMetrics.Diversion.THROTTLED);
      pending.leave(way);
      way = router.choose(pending, now, anywhere);
    }
    ChargingInterface target = pending.request().target();
    if (way != null) {
      way.peer().send(pending, way, now);
    } else if (otherwise != null) {
      finish(pending, otherwise);
    } else if (throttled) {
      finish(pending, new Outcome.Throttled(target));
    } else if (router.isOverloaded(pending, now)) {
      finish(pending, new Outcome.Overloaded(target));
    } else {
      finish(pending, new Outcome.NoPeer(target));
    }
  }

  void finish(PendingRequest pending, Outcome outcome) {
    open--;
    wheel.stop(pending);
    pending.complete(outcome);
  }

  /**
   * The peer was lost with the request unanswered. On another way to the same server it may always
   * go on (RFC 6733 5.5.4); to another server if that is allowed.
   *
   * @param farewell the peer took leave in good order, and so did not act on it
   */
  void lost(PendingRequest pending, Peer peer, boolean farewell) {
    peer.metrics().unanswered(pending.request().target());
    Outcome outcome =
        stopped ? new Outcome.Stopped() : new Outcome.PeerLost(peer.host(), pending.server());
    pending.lostWith(peer, outcome);
    if (stopped) {
      finish(pending, outcome);
    } else {
      route(pending, outcome, clock.getAsLong(), mayLeaveServer(pending, farewell));
    }
  }

  private static boolean mayLeaveServer(PendingRequest pending, boolean untouched) {
    return switch (pending.request().failover()) {
      case NONE -> false;
      case IF_NOT_PROCESSED -> untouched;
      case ANY -> true;
    };
  }

  /** The peer said that it did not act on the request: 3002, 3004 or 3005. */
  void turnedDown(PendingRequest pending, Way way, Outcome.Answered answer) {
    if (stopped) {
      finish(pending, answer);
      return;
    }
    pending.leave(way);
    // A peer that was lost with it before may have acted on it: that is then the outcome.
    Outcome lost = pending.lost();
    Outcome otherwise = lost == null ? answer : lost;
    // Where the server itself is too busy, no other way leads around it.
    String server = pending.request().route().server();
    boolean byServer =
        server != null
            && server.equalsIgnoreCase(answer.answer().avps().text(BaseAvps.ORIGIN_HOST));
    boolean anywhere = mayLeaveServer(pending, true);
    if (byServer && !anywhere) {
      finish(pending, otherwise);
    } else {
      route(pending, otherwise, clock.getAsLong(), anywhere);
    }
  }

  /** Another server than the one that has the session answered. */
  void misrouted(PendingRequest pending, Way way, Outcome outcome) {
    way.peer().metrics().diverted(TransportMetrics.Diversion.MISROUTED);
    pending.leave(way);
    Outcome lost = pending.lost();
    route(pending, lost == null ? outcome : lost, clock.getAsLong(), false);
  }

  /** A redirect agent says who serves it (RFC 6733 6.1.8). */
  void redirected(PendingRequest pending, Way way, Outcome.Answered answer) {
    long now = clock.getAsLong();
    Avps told = answer.answer().avps();
    List<PeerName> hosts = Redirects.hosts(told);
    if (stopped || hosts.isEmpty() || pending.redirections() > MOST_REDIRECTIONS) {
      LOG.warn(
          "Peer {}: redirects {} to {}, which leads nowhere",
          way.peer().host(),
          pending.request().sessionId(),
          hosts);
      finish(pending, answer);
      return;
    }
    redirects.learn(told, pending.request(), hosts, now);
    way.peer().metrics().diverted(TransportMetrics.Diversion.REDIRECTED);
    pending.leave(way);
    pending.redirectedTo(hosts);
    Peer coming = comingPeer(pending, hosts, now);
    if (coming == null) {
      route(pending, answer, now, true);
    } else {
      coming.await(pending);
    }
  }

  /** A peer that none is better than, and that is being connected to just now. */
  private @Nullable Peer comingPeer(PendingRequest pending, List<PeerName> hosts, long now) {
    Peer coming = null;
    for (PeerName host : hosts) {
      Peer peer = router.findOrMake(host, pending.request().target(), true);
      if (peer == null) {
        LOG.warn("{}: redirected to, and neither a peer nor of the realm", host.host());
      } else if (peer.takes(pending, pending.request().route().server(), now, true)) {
        return null;
      } else if (coming == null && peer.isComing() && peer.waiting() < MOST_WAITING) {
        coming = peer;
      }
    }
    return coming;
  }

  /** What it waited for has come, or will not. */
  void goOn(PendingRequest pending) {
    if (!pending.isDone()) {
      route(pending, null, clock.getAsLong(), true);
    }
  }

  /** Reports of load and overload, on any answer. */
  void informed(PendingRequest pending, Peer peer, Avps answer) {
    overload.learn(pending.request().target(), answer, clock.getAsLong());
    Overload.loads(answer, peer);
  }

  /** Whether the request may leave the suspect, and one that is none would take it now. */
  boolean mayMove(PendingRequest pending, Peer suspect) {
    return pending.without(
        suspect,
        () -> router.isTrusted(pending, clock.getAsLong(), mayLeaveServer(pending, false)));
  }

  @Override
  public void timedOut(PendingRequest pending) {
    Link connection = pending.connection();
    if (connection == null) {
      Outcome lost = pending.lost();
      finish(pending, lost != null ? lost : new Outcome.NoPeer(pending.request().target()));
      return;
    }
    Peer peer = connection.forget(pending);
    peer.metrics().unanswered(pending.request().target());
    finish(pending, new Outcome.TimedOut(peer.host(), pending.server()));
  }
}
