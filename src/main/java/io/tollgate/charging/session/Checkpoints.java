package io.tollgate.charging.session;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is owed after a crash close to what was used: some time after the first traffic since
 * the last checkpoint, or sooner after many messages, and not at all while nothing moves.
 */
public final class Checkpoints {

  private final SessionGate gate;
  private final Duration every;
  private final long messages;
  private final Runnable checkpoint;
  private final Timers timers;
  private final Owner owner;
  private @Nullable Alarm alarm;
  private boolean running;

  public Checkpoints(
      SessionGate gate,
      Duration every,
      long messages,
      Runnable checkpoint,
      Timers timers,
      Owner owner) {
    this.gate = gate;
    this.every = every;
    this.messages = messages;
    this.checkpoint = checkpoint;
    this.timers = timers;
    this.owner = owner;
  }

  public void start() {
    running = true;
    arm();
  }

  public void stop() {
    running = false;
    alarmOff();
    gate.markCheckpoint(Mark.NEVER);
  }

  private void arm() {
    Usage usage = gate.usage();
    gate.markCheckpoint(new Mark(usage.messages() + 1, usage.total() + 1, this::moved));
  }

  private void moved() {
    if (running) {
      Alarm soon = alarm == null ? new Alarm(timers, owner, this::take) : alarm;
      alarm = soon;
      soon.set(every);
      gate.markCheckpoint(new Mark(gate.usage().messages() + messages, Long.MAX_VALUE, this::take));
    }
  }

  private void alarmOff() {
    if (alarm != null) {
      alarm.off();
    }
  }

  private void take() {
    if (running) {
      alarmOff();
      checkpoint.run();
      arm();
    }
  }
}
