package io.tollgate.charging.offline;

import io.tollgate.charging.Owner;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.Timers;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.session.Alarm;
import io.tollgate.charging.session.Mark;
import io.tollgate.charging.session.SessionGate;
import io.tollgate.charging.session.Usage;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When a progress report is due: at the interval the CDF asked for last (RFC 6733 9.8.2), or
 * earlier after so many messages or octets, but never within the minimum gap of the record before
 * (F3).
 */
final class Interims {

  private final OfflinePolicy policy;
  private final SessionGate gate;
  private final TimeSource time;
  private final DoubleSupplier random;
  private final Consumer<RecordReason> due;
  private final Alarm interval;
  private final Timers timers;
  private final Owner owner;
  private Duration asked;
  private @Nullable Alarm gap;
  private long lastRecord;
  private boolean running;

  Interims(
      OfflinePolicy policy,
      SessionGate gate,
      TimeSource time,
      Timers timers,
      Owner owner,
      DoubleSupplier random,
      Consumer<RecordReason> due) {
    this.policy = policy;
    this.gate = gate;
    this.time = time;
    this.random = random;
    this.due = due;
    this.interval = new Alarm(timers, owner, () -> due.accept(RecordReason.INTERVAL));
    this.timers = timers;
    this.owner = owner;
    this.asked = policy.defaultInterval();
  }

  /** A record was made; whatever it was, it carried all usage so far. */
  void recorded() {
    running = true;
    lastRecord = time.nanos();
    gapOff();
    arm();
    Usage usage = gate.usage();
    gate.markProgress(
        new Mark(
            saturated(usage.messages(), policy.maxMessages()),
            saturated(usage.total(), policy.maxOctets()),
            this::usageReached));
  }

  /** Acct-Interim-Interval: the latest one wins, zero stops timed interims. */
  void answered(Duration wanted) {
    if (!wanted.equals(asked)) {
      asked = wanted;
      if (running) {
        arm();
      }
    }
  }

  void stop() {
    running = false;
    interval.off();
    gapOff();
    gate.markProgress(Mark.NEVER);
  }

  private void arm() {
    if (asked.isZero() || asked.isNegative()) {
      interval.off();
      return;
    }
    Duration clamped = asked;
    if (clamped.compareTo(policy.intervalFloor()) < 0) {
      clamped = policy.intervalFloor();
    }
    if (clamped.compareTo(policy.intervalCeiling()) > 0) {
      clamped = policy.intervalCeiling();
    }
    double factor = 1 + policy.jitter() * (2 * random.getAsDouble() - 1);
    interval.set(Duration.ofNanos((long) (clamped.toNanos() * factor)));
  }

  private void usageReached() {
    if (!running) {
      return;
    }
    long left = policy.minGap().toNanos() - (time.nanos() - lastRecord);
    if (left <= 0) {
      due.accept(RecordReason.USAGE);
    } else {
      Alarm over =
          gap == null ? new Alarm(timers, owner, () -> due.accept(RecordReason.USAGE)) : gap;
      gap = over;
      over.set(Duration.ofNanos(left));
    }
  }

  private void gapOff() {
    if (gap != null) {
      gap.off();
    }
  }

  private static long saturated(long base, long step) {
    return step > Long.MAX_VALUE - base ? Long.MAX_VALUE : base + step;
  }
}
