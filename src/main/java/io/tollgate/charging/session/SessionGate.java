package io.tollgate.charging.session;

import static io.tollgate.charging.session.GateCounters.ADMITTED;
import static io.tollgate.charging.session.GateCounters.EXPLODED;
import static io.tollgate.charging.session.GateCounters.INPUT;
import static io.tollgate.charging.session.GateCounters.OUTPUT;
import static io.tollgate.charging.session.GateCounters.SENT;
import static io.tollgate.charging.session.GateCounters.SUCCESSFULLY_EXPLODED;
import static io.tollgate.charging.session.GateCounters.SUCCESSFULLY_SENT;
import static io.tollgate.charging.session.GateCounters.TOTAL;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.Owner;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.session.Lease.Beyond;
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
  private final GateCounters counters = new GateCounters();
  private final UsageLines lines = new UsageLines();
  private final HeldMessages held = new HeldMessages();
  private final HeldMessages heldOctets = new HeldMessages();
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
    if (!held.add(decided, mostHeld)) {
      return Admission.REFUSED;
    }
    owner.execute(() -> listener.messageHeld());
    return Admission.HELD;
  }

  private boolean reserve(Lease now) {
    return isOctetLeft(now) && counters.take(ADMITTED, 1, now.messages.limit());
  }

  @Override
  public boolean octets(Count direction, long octets) {
    if (octets < 0) {
      throw new IllegalArgumentException("octets: " + octets + " (expected: >= 0)");
    }
    Lease now = lease;
    boolean inward = direction == Count.OCTETS_IN;
    if (!counters.take(TOTAL, octets, now.total.limit())) {
      return ranOut(now);
    }
    int counter = inward ? INPUT : OUTPUT;
    Lease.Bound bound = inward ? now.input : now.output;
    if (!counters.take(counter, octets, bound.limit())) {
      counters.add(TOTAL, -octets);
      return ranOut(now);
    }
    octetsMoved(now, direction, counter, bound);
    return true;
  }

  private void octetsMoved(Lease now, Count direction, int counter, Lease.Bound bound) {
    lines.raise(direction, counters.get(counter));
    moved(now);
    if ((counters.get(TOTAL) >= now.total.mark() || counters.get(counter) >= bound.mark())
        && now.signal()) {
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
    int counter = inward ? INPUT : OUTPUT;
    counters.add(TOTAL, octets);
    counters.add(counter, octets);
    octetsMoved(now, direction, counter, inward ? now.input : now.output);
    return Admission.ADMITTED;
  }

  private boolean isOctetLeft(Lease now) {
    return counters.get(TOTAL) < now.total.limit()
        && counters.get(INPUT) < now.input.limit()
        && counters.get(OUTPUT) < now.output.limit();
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
    long count = counters.add(SENT, 1);
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
    long messages = counters.get(SENT);
    long octets = counters.get(TOTAL);
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
    counters.add(ADMITTED, -1);
    if (!held.isEmpty()) {
      owner.execute(this::decideHeld);
    }
  }

  @Override
  public void count(Count what, long delta) {
    switch (what) {
      case EXPLODED, SUCCESSFULLY_SENT, SUCCESSFULLY_EXPLODED ->
          lines.raise(what, counters.add(counter(what), delta));
      case SENT, OCTETS_IN, OCTETS_OUT ->
          throw new IllegalArgumentException(
              what + " spends units (expected: completed() or octets())");
    }
  }

  private static int counter(Count what) {
    return switch (what) {
      case SENT -> GateCounters.SENT;
      case EXPLODED -> GateCounters.EXPLODED;
      case SUCCESSFULLY_SENT -> GateCounters.SUCCESSFULLY_SENT;
      case SUCCESSFULLY_EXPLODED -> GateCounters.SUCCESSFULLY_EXPLODED;
      case OCTETS_IN -> GateCounters.INPUT;
      case OCTETS_OUT -> GateCounters.OUTPUT;
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
      held.remove().accept(pass ? Admission.ADMITTED : Admission.REFUSED);
    }
  }

  public boolean isHolding() {
    return !held.isEmpty() || !heldOctets.isEmpty();
  }

  /** From now on the counters are kept on this line too. */
  public void keepOn(UsageLine line) {
    lines.add(line);
    for (Count what : Count.values()) {
      line.raise(what, counters.get(counter(what)));
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
    return new Usage(
        counters.get(SENT),
        counters.get(TOTAL),
        counters.get(INPUT),
        counters.get(OUTPUT),
        serviceTime.seconds());
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
        counters.get(EXPLODED),
        counters.get(SUCCESSFULLY_SENT),
        counters.get(SUCCESSFULLY_EXPLODED),
        at.input(),
        at.output());
  }
}
