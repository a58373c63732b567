package io.tollgate.bench.msrp;

import io.tollgate.charging.MessageGate;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/** Lets everything pass, and counts, as the gate of a session with ample quota does. */
final class FreeGate implements MessageGate {
  private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);

  @Override
  public Admission admit(Consumer<Admission> decided) {
    return Admission.ADMITTED;
  }

  @Override
  public boolean octets(Count direction, long octets) {
    counts.addAndGet(direction.ordinal(), octets);
    return true;
  }

  @Override
  public void completed() {
    counts.incrementAndGet(Count.SENT.ordinal());
  }

  @Override
  public void abandoned() {
    counts.decrementAndGet(Count.SENT.ordinal());
  }

  @Override
  public void count(Count what, long delta) {
    counts.addAndGet(what.ordinal(), delta);
  }
}
