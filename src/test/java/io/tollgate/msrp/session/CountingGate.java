package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.record.MessageCounters;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/** A gate with a script: so many units, then hold or refuse; and it counts what it is told. */
final class CountingGate implements MessageGate {
  private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);
  private final AtomicLong units = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong octets = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong held = new AtomicLong();
  private final ConcurrentLinkedQueue<Consumer<Admission>> waiting = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Consumer<Admission>> waitingForOctets =
      new ConcurrentLinkedQueue<>();
  private volatile boolean holding;
  private volatile boolean holdingOctets;

  CountingGate units(long granted) {
    units.set(granted);
    return this;
  }

  CountingGate octets(long granted) {
    octets.set(granted);
    return this;
  }

  CountingGate holding() {
    holding = true;
    return this;
  }

  /** Answers everybody who waits now. */
  void decide(Admission admission) {
    for (int left = waiting.size(); left > 0; left--) {
      Consumer<Admission> one = waiting.remove();
      if (admission == Admission.ADMITTED) {
        held.incrementAndGet();
      }
      one.accept(admission);
    }
  }

  int waiting() {
    return waiting.size() + waitingForOctets.size();
  }

  /** Messages that hold a unit. */
  long held() {
    return held.get();
  }

  @Override
  public Admission admit(Consumer<Admission> decided) {
    if (holding) {
      waiting.add(decided);
      return Admission.HELD;
    }
    if (units.getAndDecrement() <= 0) {
      return Admission.REFUSED;
    }
    held.incrementAndGet();
    return Admission.ADMITTED;
  }

  @Override
  public boolean octets(Count direction, long delta) {
    if (octets.addAndGet(-delta) < 0) {
      return false;
    }
    counts.addAndGet(direction.ordinal(), delta);
    return true;
  }

  /** Octets that ran out are waited for; {@link #grantOctets} gives more. */
  CountingGate holdingOctets() {
    holdingOctets = true;
    return this;
  }

  void grantOctets(long more) {
    octets.addAndGet(more);
    for (int left = waitingForOctets.size(); left > 0; left--) {
      waitingForOctets.remove().accept(Admission.ADMITTED);
    }
  }

  @Override
  public Admission octets(Count direction, long delta, Consumer<Admission> decided) {
    if (holdingOctets && octets.get() <= 0) {
      waitingForOctets.add(decided);
      return Admission.HELD;
    }
    if (holdingOctets) {
      octets.addAndGet(-delta);
      counts.addAndGet(direction.ordinal(), delta);
      return Admission.ADMITTED;
    }
    return octets(direction, delta) ? Admission.ADMITTED : Admission.REFUSED;
  }

  @Override
  public void completed() {
    held.decrementAndGet();
    counts.incrementAndGet(Count.SENT.ordinal());
  }

  @Override
  public void abandoned() {
    held.decrementAndGet();
    units.incrementAndGet();
  }

  @Override
  public void count(Count what, long delta) {
    counts.addAndGet(what.ordinal(), delta);
  }

  long get(Count what) {
    return counts.get(what.ordinal());
  }

  MessageCounters counters() {
    return new MessageCounters(
        get(Count.SENT),
        get(Count.EXPLODED),
        get(Count.SUCCESSFULLY_SENT),
        get(Count.SUCCESSFULLY_EXPLODED),
        get(Count.OCTETS_IN),
        get(Count.OCTETS_OUT));
  }
}
