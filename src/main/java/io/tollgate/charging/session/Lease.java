package io.tollgate.charging.session;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How far the traffic of a session may go, as absolute counter values, so that what is used while a
 * new grant is on its way counts against that grant without any bookkeeping (RFC 8506 5.3).
 * Replaced as a whole; only the signal is given once by each.
 */
public final class Lease {

  /** What happens to a message beyond the limits. */
  public enum Beyond {
    HOLD,
    REFUSE
  }

  /** A limit and the value at which the owner wants to be told, for one counter. */
  public record Bound(long limit, long mark) {
    public static final Bound NONE = new Bound(Long.MAX_VALUE, Long.MAX_VALUE);

    public Bound and(Bound other) {
      if (other.equals(NONE)) {
        return this;
      }
      if (equals(NONE)) {
        return other;
      }
      return new Bound(Math.min(limit, other.limit), Math.min(mark, other.mark));
    }
  }

  final Bound messages;
  final Bound total;
  final Bound input;
  final Bound output;
  final Beyond beyond;
  final boolean tracksActivity;
  private final AtomicBoolean signalled = new AtomicBoolean();

  public Lease(
      Bound messages,
      Bound total,
      Bound input,
      Bound output,
      Beyond beyond,
      boolean tracksActivity) {
    this.messages = messages;
    this.total = total;
    this.input = input;
    this.output = output;
    this.beyond = beyond;
    this.tracksActivity = tracksActivity;
  }

  public static Lease unlimited() {
    return new Lease(Bound.NONE, Bound.NONE, Bound.NONE, Bound.NONE, Beyond.REFUSE, false);
  }

  /** Nothing passes. */
  public static Lease shut(Beyond beyond) {
    Bound zero = new Bound(0, Long.MAX_VALUE);
    return new Lease(zero, zero, zero, zero, beyond, false);
  }

  /** True for the first caller only. */
  boolean signal() {
    return !signalled.getPlain() && signalled.compareAndSet(false, true);
  }
}
