package io.tollgate.sip.leg;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.sip.Address;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;

/**
 * The initial requests of the last moments, coming in and going out: recognises a request that
 * reached us on two ways (RFC 3261 8.2.2.2), and one of our own that came back unchanged. Copies
 * that come later than a transaction lives are not looked for, so memory is bounded by the rate.
 */
public final class RecentRequests {
  /** 64*T1: a transaction's copies arrive within it. */
  private static final long GENERATION = Duration.ofSeconds(32).toMillis();

  private final Clock clock;
  private volatile Generation generation;

  private record Generation(long since, Set<String> present, Set<String> former) {}

  public RecentRequests(Clock clock) {
    this.clock = clock;
    this.generation = fresh(Set.of());
  }

  private Generation fresh(Set<String> former) {
    return new Generation(clock.millis(), ConcurrentHashMap.newKeySet(), former);
  }

  /** False if the request is a copy or a loop: 482. */
  public boolean accept(SipServletRequest request) {
    Generation current = current();
    String loop = loopKey(request);
    if (current.present.contains(loop) || current.former.contains(loop)) {
      return false;
    }
    String merge = mergeKey(request);
    return !current.former.contains(merge) && current.present.add(merge);
  }

  /** One of ours went out. */
  public void sent(SipServletRequest request) {
    current().present.add(loopKey(request));
  }

  @SuppressWarnings("ReferenceEquality") // nobody else has replaced it meanwhile
  private Generation current() {
    Generation current = generation;
    if (clock.millis() - current.since < GENERATION) {
      return current;
    }
    synchronized (this) {
      if (generation == current) {
        generation = fresh(current.present);
      }
      return generation;
    }
  }

  private static String mergeKey(SipServletMessage request) {
    return request.getCallId() + ' ' + tag(request.getFrom()) + ' ' + request.getHeader("CSeq");
  }

  /** A request that comes back for another user is a spiral, which is no error. */
  private static String loopKey(SipServletRequest request) {
    return mergeKey(request) + ' ' + request.getRequestURI();
  }

  private static String tag(Address address) {
    return String.valueOf(address.getParameter("tag"));
  }
}
