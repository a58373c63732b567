package io.tollgate.diameter.transport.netty;

import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.OutcomeListener;
import io.tollgate.diameter.transport.PeerName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way: its own task for the event loop, its own timer, and the keeper of the rule
 * that there is one outcome.
 */
final class PendingRequest extends TimerWheel.Entry implements Runnable {
  private static final Logger LOG = LogManager.getLogger(PendingRequest.class);

  /** What happens to it, at its times. */
  interface Steps {
    void dispatch(PendingRequest pending);

    void timedOut(PendingRequest pending);
  }

  private final OutboundRequest request;
  private final OutcomeListener listener;
  private final Steps steps;
  private boolean retransmission;
  private int hopByHop;
  private long sentNanos;
  private @Nullable Link connection;
  private @Nullable Set<Object> tried;
  private @Nullable Way way;
  private @Nullable Outcome lost;
  private List<PeerName> redirected = List.of();
  private int redirections;
  private boolean done;

  PendingRequest(OutboundRequest request, OutcomeListener listener, Steps steps) {
    this.request = request;
    this.listener = listener;
    this.steps = steps;
    this.retransmission = request.retransmission();
  }

  OutboundRequest request() {
    return request;
  }

  int hopByHop() {
    return hopByHop;
  }

  boolean isRetransmission() {
    return retransmission;
  }

  long sentNanos() {
    return sentNanos;
  }

  boolean wasTried(Peer peer, @Nullable String destination) {
    return tried != null
        && (tried.contains(peer)
            || tried.contains(new Way(peer, destination))
            || tried.contains(new Way(peer, null)) && peer.host().equalsIgnoreCase(destination));
  }

  /** That it was lost with a peer before it was answered, if it was. */
  @Nullable Outcome lost() {
    return lost;
  }

  /** How it went out last. */
  @Nullable Way way() {
    return way;
  }

  /** The server that gets it now. */
  @Nullable String server() {
    return way == null ? null : way.server();
  }

  /** Where a redirect agent sends it (RFC 6733 6.1.8); tried before its route. */
  List<PeerName> redirected() {
    return redirected;
  }

  void redirectedTo(List<PeerName> hosts) {
    redirected = hosts;
  }

  /** Counts the redirections of this request. */
  int redirections() {
    return ++redirections;
  }

  boolean isDone() {
    return done;
  }

  @Nullable Link connection() {
    return connection;
  }

  void sentOn(Link on, Way by, int id, long nowNanos) {
    connection = on;
    way = by;
    hopByHop = id;
    sentNanos = nowNanos;
  }

  /** It was lost with the peer: it will not be asked again. */
  void lostWith(Peer peer, Outcome outcome) {
    tried().add(peer);
    lost = outcome;
    connection = null;
    // RFC 6733 3: only a request that got no answer may be a duplicate.
    retransmission = true;
  }

  /** The way is closed to it. */
  void leave(Way closed) {
    tried().add(closed.isDirect() ? new Way(closed.peer(), null) : closed);
    connection = null;
  }

  /** Looks at the request as if the peer had failed it. */
  boolean without(Peer peer, BooleanSupplier look) {
    boolean added = tried().add(peer);
    try {
      return look.getAsBoolean();
    } finally {
      if (added) {
        tried().remove(peer);
      }
    }
  }

  private Set<Object> tried() {
    if (tried == null) {
      tried = new HashSet<>();
    }
    return tried;
  }

  @Override
  public void run() {
    steps.dispatch(this);
  }

  @Override
  void expired() {
    steps.timedOut(this);
  }

  void complete(Outcome outcome) {
    if (done) {
      return;
    }
    done = true;
    connection = null;
    try {
      listener.onOutcome(outcome);
    } catch (RuntimeException e) {
      LOG.error("{}: the listener failed on {}", request.sessionId(), outcome, e);
    }
  }
}
