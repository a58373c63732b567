package io.tollgate.diameter.transport.netty;

import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.OutcomeListener;
import java.util.HashSet;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way: its own task for the event loop, its own timer, and the keeper of the rule
 * that there is one outcome.
 */
final class PendingRequest extends TimerWheel.Entry implements Runnable {
  private static final Logger LOG = LogManager.getLogger(PendingRequest.class);

  private final OutboundRequest request;
  private final OutcomeListener listener;
  private final Dispatcher dispatcher;
  private boolean retransmission;
  private int hopByHop;
  private long sentNanos;
  private @Nullable Connection connection;
  private @Nullable Set<Peer> tried;
  private @Nullable String lostWith;
  private boolean done;

  PendingRequest(OutboundRequest request, OutcomeListener listener, Dispatcher dispatcher) {
    this.request = request;
    this.listener = listener;
    this.dispatcher = dispatcher;
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

  boolean wasTried(Peer peer) {
    return tried != null && tried.contains(peer);
  }

  /** The peer that was lost before it answered, if one was. */
  @Nullable String lostWith() {
    return lostWith;
  }

  @Nullable Connection connection() {
    return connection;
  }

  void sentOn(Connection on, int id, long nowNanos) {
    connection = on;
    hopByHop = id;
    sentNanos = nowNanos;
  }

  /** The peer failed it: it will not be asked again. */
  void leave(Peer peer, boolean unanswered) {
    if (tried == null) {
      tried = new HashSet<>();
    }
    tried.add(peer);
    connection = null;
    if (unanswered) {
      lostWith = peer.host();
    }
    // RFC 6733 3: only a request that got no answer may be a duplicate.
    retransmission |= unanswered;
  }

  @Override
  public void run() {
    dispatcher.dispatch(this);
  }

  @Override
  void expired() {
    dispatcher.timedOut(this);
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
