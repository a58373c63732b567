package io.tollgate.charging.session;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.Owner;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.session.Lease.Beyond;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Counts the traffic of a session and lets it pass as far as its {@link Lease} goes. The event
 * loops only touch atomic counters; everything else happens on the owner, which is called over when
 * a mark is reached or a message has to wait.
 */
public final class SessionGate implements MessageGate {

  /** What the owner is called over for. */
  public interface Listener {
    /** A mark of the lease was reached, or an octet limit. */
    void quotaMark();

    /** A message waits because the lease ran out. */
    void messageHeld();
  }

  private final Owner owner;
  private final ServiceTime serviceTime;
  private final int mostHeld;
  private final AtomicLong admitted = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong input = new AtomicLong();
  private final AtomicLong output = new AtomicLong();
  private final AtomicLong exploded = new AtomicLong();
  private final AtomicLong successfullySent = new AtomicLong();
  private final AtomicLong successfullyExploded = new AtomicLong();
  private final UsageLines lines = new UsageLines();
  private final Queue<Consumer<Admission>> held = new ConcurrentLinkedQueue<>();
  private final Queue<Consumer<Admission>> heldOctets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger holding = new AtomicInteger();
  private volatile Lease lease = Lease.unlimited();
  private volatile Mark progress = Mark.NEVER;
  private volatile Mark checkpoint = Mark.NEVER;
  private volatile Listener listener =
      new Listener() {
        @Override
        public void quotaMark() {}

        @Override
        public void messageHeld() {}
      };

  /**
   * @param mostHeld messages that may wait for a credit answer; further ones are refused
   */
  public SessionGate(Owner owner, ServiceTime serviceTime, int mostHeld) {
    this.owner = owner;
    this.serviceTime = serviceTime;
    this.mostHeld = mostHeld;
  }

  // --- the message plane, any thread

  @Override
  public Admission admit(Consumer<Admission> decided) {
    Lease now = lease;
    if (reserve(now)) {
      return Admission.ADMITTED;
    }
    if (now.beyond == Beyond.REFUSE) {
      return Admission.REFUSED;
    }
    if (holding.incrementAndGet() > mostHeld) {
      holding.decrementAndGet();
      return Admission.REFUSED;
    }
    held.add(decided);
    owner.execute(() -> listener.messageHeld());
    return Admission.HELD;
  }

  private boolean reserve(Lease now) {
    return isOctetLeft(now) && take(admitted, 1, now.messages.limit());
  }

  private static boolean take(AtomicLong counter, long amount, long limit) {
    long current = counter.get();
    while (amount <= limit - current) {
      long seen = counter.compareAndExchange(current, current + amount);
      if (seen == current) {
        return true;
      }
      current = seen;
    }
    return false;
  }

  @Override
  public boolean octets(Count direction, long octets) {
    if (octets < 0) {
      throw new IllegalArgumentException("octets: " + octets + " (expected: >= 0)");
    }
    Lease now = lease;
    boolean inward = direction == Count.OCTETS_IN;
    if (!take(total, octets, now.total.limit())) {
      return ranOut(now);
    }
    AtomicLong counter = inward ? input : output;
    Lease.Bound bound = inward ? now.input : now.output;
    if (!take(counter, octets, bound.limit())) {
      total.addAndGet(-octets);
      return ranOut(now);
    }
    octetsMoved(now, direction, counter, bound);
    return true;
  }

  private void octetsMoved(Lease now, Count direction, AtomicLong counter, Lease.Bound bound) {
    lines.raise(direction, counter.get());
    moved(now);
    if ((total.get() >= now.total.mark() || counter.get() >= bound.mark()) && now.signal()) {
      owner.execute(() -> listener.quotaMark());
    }
  }

  /**
   * The octets that use a grant up may exceed it (RFC 8506 8.19): a piece larger than what is left
   * would otherwise never pass. What comes after them waits for the next grant.
   */
  @Override
  public Admission octets(Count direction, long octets, Consumer<Admission> decided) {
    Lease now = lease;
    if (now.beyond == Beyond.REFUSE) {
      return octets(direction, octets) ? Admission.ADMITTED : Admission.REFUSED;
    }
    if (!isOctetLeft(now)) {
      heldOctets.add(decided);
      owner.execute(() -> listener.messageHeld());
      return Admission.HELD;
    }
    boolean inward = direction == Count.OCTETS_IN;
    AtomicLong counter = inward ? input : output;
    total.addAndGet(octets);
    counter.addAndGet(octets);
    octetsMoved(now, direction, counter, inward ? now.input : now.output);
    return Admission.ADMITTED;
  }

  private boolean isOctetLeft(Lease now) {
    return total.get() < now.total.limit()
        && input.get() < now.input.limit()
        && output.get() < now.output.limit();
  }

  private boolean ranOut(Lease now) {
    if (now.signal()) {
      owner.execute(() -> listener.quotaMark());
    }
    return false;
  }

  @Override
  public void completed() {
    Lease now = lease;
    long count = sent.incrementAndGet();
    lines.raise(Count.SENT, count);
    moved(now);
    if (count >= now.messages.mark() && now.signal()) {
      owner.execute(() -> listener.quotaMark());
    }
  }

  private void moved(Lease now) {
    if (now.tracksActivity) {
      serviceTime.activity();
    }
    long messages = sent.get();
    long octets = total.get();
    Mark dirty = checkpoint;
    if (dirty.isReached(messages, octets)) {
      owner.execute(dirty.due());
    }
    Mark report = progress;
    if (report.isReached(messages, octets)) {
      owner.execute(report.due());
    }
  }

  @Override
  public void abandoned() {
    admitted.decrementAndGet();
    if (!held.isEmpty()) {
      owner.execute(this::decideHeld);
    }
  }

  @Override
  public void count(Count what, long delta) {
    switch (what) {
      case EXPLODED, SUCCESSFULLY_SENT, SUCCESSFULLY_EXPLODED ->
          lines.raise(what, counter(what).addAndGet(delta));
      case SENT, OCTETS_IN, OCTETS_OUT ->
          throw new IllegalArgumentException(
              what + " spends units (expected: completed() or octets())");
    }
  }

  private AtomicLong counter(Count what) {
    return switch (what) {
      case SENT -> sent;
      case EXPLODED -> exploded;
      case SUCCESSFULLY_SENT -> successfullySent;
      case SUCCESSFULLY_EXPLODED -> successfullyExploded;
      case OCTETS_IN -> input;
      case OCTETS_OUT -> output;
    };
  }

  // --- the owner

  public void listen(Listener owning) {
    listener = owning;
  }

  /** Replaces the lease, then lets those pass or go that were waiting for it. */
  public void install(Lease next) {
    lease = next;
    decideHeld();
  }

  public void decideHeld() {
    Lease octets = lease;
    while (!heldOctets.isEmpty() && (octets.beyond == Beyond.REFUSE || isOctetLeft(octets))) {
      heldOctets.remove().accept(Admission.ADMITTED);
    }
    while (!held.isEmpty()) {
      Lease now = lease;
      boolean pass = reserve(now);
      if (!pass && now.beyond == Beyond.HOLD) {
        return;
      }
      Consumer<Admission> decided = held.remove();
      holding.decrementAndGet();
      decided.accept(pass ? Admission.ADMITTED : Admission.REFUSED);
    }
  }

  public boolean isHolding() {
    return !held.isEmpty() || !heldOctets.isEmpty();
  }

  /** From now on the counters are kept on this line too. */
  public void keepOn(UsageLine line) {
    lines.add(line);
    for (Count what : Count.values()) {
      line.raise(what, counter(what).get());
    }
  }

  public void keepOffAndClose(UsageLine line) {
    lines.remove(line);
    line.close();
  }

  public void markProgress(Mark mark) {
    progress = mark;
  }

  public void markCheckpoint(Mark mark) {
    checkpoint = mark;
  }

  public Usage usage() {
    return new Usage(sent.get(), total.get(), input.get(), output.get(), serviceTime.seconds());
  }

  public ServiceTime serviceTime() {
    return serviceTime;
  }

  public MessageCounters counters() {
    return counters(usage());
  }

  /** The counters that go with units used: the same numbers, whatever has passed since. */
  public MessageCounters counters(Usage at) {
    return new MessageCounters(
        at.messages(),
        exploded.get(),
        successfullySent.get(),
        successfullyExploded.get(),
        at.input(),
        at.output());
  }
}
