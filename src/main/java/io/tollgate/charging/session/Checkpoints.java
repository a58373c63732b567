package io.tollgate.charging.session;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers;
import java.time.Duration;

/**
 * Keeps what is owed after a crash close to what was used: some time after the first traffic since
 * the last checkpoint, or sooner after many messages, and not at all while nothing moves.
 */
public final class Checkpoints {

  private final SessionGate gate;
  private final Duration every;
  private final long messages;
  private final Runnable checkpoint;
  private final Alarm alarm;
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
    this.alarm = new Alarm(timers, owner, this::take);
  }

  public void start() {
    running = true;
    arm();
  }

  public void stop() {
    running = false;
    alarm.off();
    gate.markCheckpoint(Mark.NEVER);
  }

  private void arm() {
    Usage usage = gate.usage();
    gate.markCheckpoint(new Mark(usage.messages() + 1, usage.total() + 1, this::moved));
  }

  private void moved() {
    if (running) {
      alarm.set(every);
      gate.markCheckpoint(new Mark(gate.usage().messages() + messages, Long.MAX_VALUE, this::take));
    }
  }

  private void take() {
    if (running) {
      alarm.off();
      checkpoint.run();
      arm();
    }
  }
}
