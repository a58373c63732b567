package io.tollgate.sip.admission;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * How much the operator lets in: what is above gets 503 before anything of it is charged. Requests
 * of a session that is up are never refused for it.
 */
public final class OverloadLimit {

  /** What was reached. */
  public enum Limit {
    /** INVITEs and MESSAGEs in a second. */
    RATE,
    /** Sessions and conferences that are open. */
    SESSIONS
  }

  private volatile int perSecond;
  private volatile int sessions;
  private final IntSupplier open;
  private final Clock clock;
  private final Map<Limit, LongAdder> refused = new EnumMap<>(Limit.class);
  private double tokens;
  private long filledAt;

  /**
   * @param perSecond 0 for no limit
   * @param sessions 0 for no limit
   * @param open how many sessions are up
   */
  public OverloadLimit(int perSecond, int sessions, IntSupplier open, Clock clock) {
    this.perSecond = perSecond;
    this.sessions = sessions;
    this.open = open;
    this.clock = clock;
    tokens = perSecond;
    filledAt = clock.millis();
    for (Limit limit : Limit.values()) {
      refused.put(limit, new LongAdder());
    }
  }

  /** From now on. Whoever is in stays in. */
  public synchronized void change(int mostPerSecond, int mostSessions) {
    perSecond = mostPerSecond;
    tokens = mostPerSecond;
    sessions = mostSessions;
  }

  /** Whether an initial request may come in; counts it if it may not. */
  public boolean admits(String method) {
    return switch (method) {
      case "INVITE" -> hasRoom() && isSlowEnough();
      case "MESSAGE" -> isSlowEnough();
      default -> true;
    };
  }

  private boolean hasRoom() {
    return sessions == 0 || open.getAsInt() < sessions || refuse(Limit.SESSIONS);
  }

  private boolean isSlowEnough() {
    return perSecond == 0 || take() || refuse(Limit.RATE);
  }

  /** A bucket that holds one second's worth. */
  private synchronized boolean take() {
    long now = clock.millis();
    // A clock that was set back must not empty the bucket.
    tokens = Math.min(perSecond, tokens + Math.max(0, now - filledAt) * perSecond / 1000.0);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  private boolean refuse(Limit limit) {
    adder(limit).increment();
    return false;
  }

  public long refused(Limit limit) {
    return adder(limit).sum();
  }

  private LongAdder adder(Limit limit) {
    return Objects.requireNonNull(refused.get(limit));
  }
}
