package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Owner;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.Timers;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.session.Alarm;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Mass joins and mass leaves: the first is recorded at once, those that follow within the window
 * become one record, with the roster as it stands when the window closes. A change of another kind
 * closes it.
 */
final class Coalescer {

  /** Makes the record of one change. */
  @FunctionalInterface
  interface Recorder {
    void record(RecordReason reason, ChargingEvent event, Waiting waiting);
  }

  private record Held(RecordReason reason, ChargingEvent event) {}

  private final Duration window;
  private final TimeSource time;
  private final Timers timers;
  private final Owner owner;
  private final Recorder recorder;
  private final Runnable windowCloses;
  private @Nullable RecordReason lastReason;
  private long lastRecord;
  private @Nullable Held held;
  private @Nullable Alarm alarm;

  /**
   * @param windowCloses what is held is due; flushes it
   */
  Coalescer(
      Duration window,
      TimeSource time,
      Timers timers,
      Owner owner,
      Recorder recorder,
      Runnable windowCloses) {
    this.window = window;
    this.time = time;
    this.recorder = recorder;
    this.windowCloses = windowCloses;
    this.timers = timers;
    this.owner = owner;
  }

  void change(RecordReason reason, ChargingEvent event, Waiting waiting) {
    boolean crowd = reason == RecordReason.JOIN || reason == RecordReason.LEAVE;
    if (held != null && held.reason() != reason) {
      flush();
    }
    long left = window.toNanos() - (time.nanos() - lastRecord);
    if (crowd && reason == lastReason && left > 0) {
      held = new Held(reason, event);
      Alarm closing = alarm == null ? new Alarm(timers, owner, windowCloses) : alarm;
      alarm = closing;
      if (!closing.isSet()) {
        closing.set(Duration.ofNanos(left));
      }
      waiting.pass();
      return;
    }
    record(reason, event, waiting);
  }

  /** Records what is held; before anything that must come after it. */
  void flush() {
    if (alarm != null) {
      alarm.off();
    }
    Held last = held;
    held = null;
    if (last != null) {
      record(last.reason(), last.event(), Waiting.forNothing());
    }
  }

  private void record(RecordReason reason, ChargingEvent event, Waiting waiting) {
    lastReason = reason;
    lastRecord = time.nanos();
    recorder.record(reason, event, waiting);
  }
}
