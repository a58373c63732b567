package io.tollgate.charging.enabler;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.record.MessageCounters;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/** Everything may pass, and is counted. */
final class CountingGate implements MessageGate {
  private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);

  @Override
  public Admission admit(Consumer<Admission> decided) {
    return Admission.ADMITTED;
  }

  @Override
  public boolean octets(Count direction, long octets) {
    count(direction, octets);
    return true;
  }

  @Override
  public void completed() {
    count(Count.SENT, 1);
  }

  @Override
  public void abandoned() {}

  @Override
  public void count(Count what, long delta) {
    counts.addAndGet(what.ordinal(), delta);
  }

  MessageCounters counters() {
    return new MessageCounters(
        of(Count.SENT),
        of(Count.EXPLODED),
        of(Count.SUCCESSFULLY_SENT),
        of(Count.SUCCESSFULLY_EXPLODED),
        of(Count.OCTETS_IN),
        of(Count.OCTETS_OUT));
  }

  private long of(Count what) {
    return counts.get(what.ordinal());
  }
}
