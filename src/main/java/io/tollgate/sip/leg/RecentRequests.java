package io.tollgate.sip.leg;

import io.tollgate.charging.Timers;
import io.tollgate.charging.record.NodeRole;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
  private final Function<SipServletRequest, NodeRole> sessionCase;
  private volatile Generation generation;

  private record Generation(long since, Set<Key> present, Set<Key> former) {
    static final Generation NONE = new Generation(Long.MIN_VALUE / 2, Set.of(), Set.of());
  }

  /** What a request says of itself, however much that is. */
  private record Key(long one, long other) {

    static Key of(String text) {
      try {
        ByteBuffer hash =
            ByteBuffer.wrap(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  /**
   * @param sessionCase whose half of the session is asked for: both halves may be served here, and
   *     then our own request comes back for the other one (TS 24.229 5.4.3)
   */
  public RecentRequests(
      Clock clock, Timers timers, Function<SipServletRequest, NodeRole> sessionCase) {
    this.sessionCase = sessionCase;
    this.clock = clock;
    this.timers = timers;
    this.generation = Generation.NONE;
  }

  /** Forgotten, unless it was replaced, when the last that may be in it is as old as can be. */
  private Generation fresh(Set<Key> former) {
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
    Key loop = loopKey(request, request);
    if (current.present.contains(loop) || current.former.contains(loop)) {
      return false;
    }
    Key merge = Key.of(identity(request));
    return !current.former.contains(merge) && current.present.add(merge);
  }

  /**
   * One of ours went out.
   *
   * @param cause the one that came in
   */
  public void sent(SipServletRequest request, SipServletRequest cause) {
    current().present.add(loopKey(request, cause));
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

  private static String identity(SipServletMessage request) {
    return request.getCallId() + ' ' + tag(request.getFrom()) + ' ' + request.getHeader("CSeq");
  }

  /** A request that comes back for another user is a spiral, which is no error. */
  private Key loopKey(SipServletRequest request, SipServletRequest served) {
    return Key.of(
        identity(request) + ' ' + request.getRequestURI() + ' ' + sessionCase.apply(served));
  }

  private static String tag(Address address) {
    return String.valueOf(address.getParameter("tag"));
  }
}
