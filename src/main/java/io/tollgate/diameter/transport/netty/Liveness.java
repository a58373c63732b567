package io.tollgate.diameter.transport.netty;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the watchdog of one connection on the wheel. Belongs to the event loop. */
final class Liveness {
  private static final long JITTER_NANOS = Duration.ofSeconds(2).toNanos();

  private final Loop loop;
  private final Consumer<Watchdog.Action> actions;
  private final TimerWheel.Entry timer;
  private @Nullable Watchdog watchdog;
  private Duration interval = Duration.ZERO;
  private boolean heard;

  /**
   * @param actions what the connection does about it
   */
  Liveness(Loop loop, Consumer<Watchdog.Action> actions) {
    this.loop = loop;
    this.actions = actions;
    this.timer =
        new TimerWheel.Entry() {
          @Override
          void expired() {
            timerExpired();
          }
        };
  }

  void start(Watchdog with, Duration every) {
    watchdog = with;
    interval = every;
    startTimer();
  }

  void stop() {
    watchdog = null;
    loop.stop(timer);
  }

  /** A message came. */
  void heard(boolean watchdogAnswer) {
    Watchdog dog = watchdog;
    if (dog == null) {
      return;
    }
    heard |= !watchdogAnswer;
    act(watchdogAnswer ? dog.answered() : dog.received());
  }

  /** Each message would start the timer anew; noting that one came is cheaper, and late by Tw. */
  private void timerExpired() {
    Watchdog dog = watchdog;
    if (dog == null) {
      return;
    }
    startTimer();
    if (heard && !dog.isOnProbation()) {
      heard = false;
    } else {
      act(dog.expired());
    }
  }

  private void act(Watchdog.Action action) {
    if (action == Watchdog.Action.FAIL_BACK) {
      interval = loop.timers().watchdog();
    }
    if (action != Watchdog.Action.NOTHING) {
      actions.accept(action);
    }
  }

  /** RFC 3539 3.4.1: up to two seconds either way, so that peers do not fall into step. */
  private void startTimer() {
    long nanos = interval.toNanos();
    long jitter = Math.min(JITTER_NANOS, nanos / 10);
    loop.start(timer, nanos + ThreadLocalRandom.current().nextLong(-jitter, jitter + 1));
  }
}
