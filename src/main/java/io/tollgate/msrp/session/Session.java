package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.MsrpListener;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What relays and conferences have in common: counts, idle time, the end. */
abstract class Session implements Carrier, Loop.Ticking {
  private static final Logger LOG = LogManager.getLogger(Session.class);
  private static final long SETTLE_MILLIS = 10;

  final Plane plane;
  final Loop loop;
  final Tally total = new Tally();
  private final String label;
  private final MsrpListener listener;
  private final long idleNanos;
  private final CompletableFuture<MessageCounters> ended = new CompletableFuture<>();
  private long activeAt;
  private boolean moved;
  private boolean closing;

  Session(Plane plane, Loop loop, String label, Duration idle, MsrpListener listener) {
    this.plane = plane;
    this.loop = loop;
    this.label = label;
    this.idleNanos = idle.toNanos();
    this.listener = listener;
    this.activeAt = loop.now();
  }

  /** Begins to keep time; the last thing a constructor does. */
  final void open() {
    plane.opened(this, this::end);
    loop.run(() -> loop.add(this));
  }

  /**
   * A new leg of this session, yet to be added to the plane.
   *
   * @param call the Call-ID of its dialog
   */
  final MessageLeg newLeg(String call) {
    MsrpLimits limits = plane.limits();
    return new MessageLeg(
        plane.newId(), call, loop, this, leg -> new Inbox(leg, this, limits), plane, limits);
  }

  abstract Collection<MessageLeg> legs();

  @Override
  public final void agreed() {
    activeAt = loop.now();
  }

  @Override
  public final void active() {
    activeAt = loop.now();
    moved = true;
  }

  final Admission spend(MessageGate gate, Count direction, long octets, Consumer<Admission> again) {
    Admission admission = gate.octets(direction, octets, again);
    if (admission == Admission.ADMITTED) {
      total.add(direction, octets);
    }
    return admission;
  }

  final void count(MessageGate gate, Count what, long delta) {
    total.add(what, delta);
    gate.count(what, delta);
    moved = true;
  }

  public MessageCounters counters() {
    return total.snapshot();
  }

  @Override
  public void counted(OpenMessage message) {
    if (message.takesUnit()) {
      message.gate.completed();
      message.from.tally.add(Count.SENT, 1);
      total.add(Count.SENT, 1);
    }
  }

  @Override
  public void tick(long now) {
    for (MessageLeg leg : legs()) {
      leg.tick(now);
    }
    if (moved) {
      moved = false;
      tell(to -> to.usage(total.snapshot()));
    }
    if (idleNanos > 0
        && now - activeAt > idleNanos
        && legs().stream().anyMatch(MessageLeg::isInUse)) {
      Duration silent = Duration.ofNanos(now - activeAt);
      activeAt = now;
      tell(to -> to.idle(silent));
    }
  }

  final void tell(Consumer<MsrpListener> call) {
    if (closing) {
      return;
    }
    try {
      call.accept(listener);
    } catch (RuntimeException e) {
      LOG.error("the owner of message session {} cannot be told", label, e);
    }
  }

  public CompletionStage<MessageCounters> close() {
    end();
    return ended.minimalCompletionStage();
  }

  private void end() {
    long until = loop.now() + plane.limits().linger().toNanos();
    loop.run(
        () -> {
          if (!closing) {
            closing = true;
            legs().forEach(MessageLeg::stop);
            settle(until);
          }
        });
  }

  private void settle(long until) {
    boolean settled = legs().stream().allMatch(MessageLeg::isSettled);
    if (!settled && loop.now() < until && !loop.executor.isShuttingDown()) {
      loop.executor.schedule(() -> settle(until), SETTLE_MILLIS, TimeUnit.MILLISECONDS);
      return;
    }
    legs().forEach(MessageLeg::release);
    loop.remove(this);
    plane.ended(this);
    MessageCounters last = total.snapshot();
    LOG.debug("message session {} ended: {}", label, last);
    ended.complete(last);
  }
}
