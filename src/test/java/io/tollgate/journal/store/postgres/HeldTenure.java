package io.tollgate.journal.store.postgres;

import java.util.concurrent.atomic.AtomicBoolean;

/** A node's right as a test wants it. */
public final class HeldTenure implements Tenure {

  private final long node;
  private final long epoch;
  private final AtomicBoolean held = new AtomicBoolean(true);
  private final AtomicBoolean lost = new AtomicBoolean();

  public HeldTenure(long node, long epoch) {
    this.node = node;
    this.epoch = epoch;
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
    return held.get();
  }

  public void end() {
    held.set(false);
  }

  @Override
  public void lost() {
    lost.set(true);
  }

  @Override
  public boolean isLost() {
    return lost.get();
  }
}
