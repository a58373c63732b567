package io.tollgate.sip.leg;

import io.tollgate.charging.Timers;
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
 * that come later than a transaction lives are not looked for, so memory is bounded by the rate,
 * and none is held while nothing comes.
 */
public final class RecentRequests {
  /** 64*T1: a transaction's copies arrive within it. */
  private static final Duration GENERATION = Duration.ofSeconds(32);

  private final Clock clock;
  private final Timers timers;
  private volatile Generation generation;

  private record Generation(long since, Set<String> present, Set<String> former) {
    static final Generation NONE = new Generation(Long.MIN_VALUE / 2, Set.of(), Set.of());
  }

  public RecentRequests(Clock clock, Timers timers) {
    this.clock = clock;
    this.timers = timers;
    this.generation = Generation.NONE;
  }

  /** Forgotten, unless it was replaced, when the last that may be in it is as old as can be. */
  private Generation fresh(Set<String> former) {
    Generation next = new Generation(clock.millis(), ConcurrentHashMap.newKeySet(), former);
    timers.schedule(GENERATION.multipliedBy(2), () -> forget(next));
    return next;
  }

  @SuppressWarnings("ReferenceEquality") // nobody has replaced it meanwhile
  private synchronized void forget(Generation old) {
    if (generation == old) {
      generation = Generation.NONE;
    }
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
    if (clock.millis() - current.since < GENERATION.toMillis()) {
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
