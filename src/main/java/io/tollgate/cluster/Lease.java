package io.tollgate.cluster;

import io.tollgate.journal.store.postgres.Tenure;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The right to what one node owes, renewed by the database's clock. By the monotonic clock of this
 * process it ends earlier: it counts from before the database was asked, and less a margin.
 */
public final class Lease implements Tenure {

  private final long node;
  private final long epoch;
  private final LongSupplier nanos;
  private final AtomicBoolean lost = new AtomicBoolean();
  private final Runnable whenLost;
  private volatile long heldUntil;

  /**
   * @param heldUntil monotonic nanoseconds
   * @param whenLost told once, on any thread, when the database says that another has taken over
   */
  Lease(long node, long epoch, long heldUntil, LongSupplier nanos, Runnable whenLost) {
    this.node = node;
    this.epoch = epoch;
    this.heldUntil = heldUntil;
    this.nanos = nanos;
    this.whenLost = whenLost;
  }

  @Override
  public long node() {
    return node;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public boolean isHeld() {
    return !lost.get() && heldUntil - nanos.getAsLong() > 0;
  }

  @Override
  public boolean isLost() {
    return lost.get();
  }

  void renewedUntil(long monotonic) {
    heldUntil = monotonic;
  }

  @Override
  public void lost() {
    if (lost.compareAndSet(false, true)) {
      whenLost.run();
    }
  }

  @Override
  public String toString() {
    return "%x, epoch %d".formatted(node, epoch);
  }
}
