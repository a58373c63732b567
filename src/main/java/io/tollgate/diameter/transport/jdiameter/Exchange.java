package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.OutcomeListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** A request on its way to its one outcome. */
final class Exchange {

  private static final Logger LOG = LogManager.getLogger(Exchange.class);

  private final OutboundRequest request;
  private final OutcomeListener listener;
  private final long sequence;
  private final Set<PeerLink> tried = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean done = new AtomicBoolean();
  private volatile boolean retransmission;
  private volatile boolean expired;
  private volatile long sentNanos;
  private volatile @Nullable PeerLink link;
  private volatile @Nullable Future<?> timer;

  /**
   * @param sequence rises in the order in which the requests were made
   */
  Exchange(OutboundRequest request, OutcomeListener listener, long sequence) {
    this.request = request;
    this.listener = listener;
    this.sequence = sequence;
    this.retransmission = request.retransmission();
  }

  OutboundRequest request() {
    return request;
  }

  long sequence() {
    return sequence;
  }

  boolean isRetransmission() {
    return retransmission;
  }

  boolean wasTried(PeerLink peer) {
    return tried.contains(peer);
  }

  long sentNanos() {
    return sentNanos;
  }

  /** The peer that was given it last, or null. */
  @Nullable PeerLink link() {
    return link;
  }

  boolean isExpired() {
    return expired;
  }

  void expire() {
    expired = true;
  }

  void setTimer(Future<?> started) {
    timer = started;
    if (done.get()) {
      started.cancel(false);
    }
  }

  void sentTo(PeerLink peer) {
    link = peer;
    sentNanos = System.nanoTime();
  }

  /** The peer failed it; RFC 6733 3: the T flag only if there was no answer. */
  void leave(PeerLink peer, boolean unanswered) {
    tried.add(peer);
    retransmission |= unanswered;
  }

  void complete(Outcome outcome) {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    Future<?> running = timer;
    if (running != null) {
      running.cancel(false);
    }
    try {
      listener.onOutcome(outcome);
    } catch (RuntimeException e) {
      LOG.error("{}: the listener failed on {}", request.sessionId(), outcome, e);
    }
  }
}
