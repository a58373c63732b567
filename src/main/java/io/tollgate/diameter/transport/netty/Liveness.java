package io.tollgate.diameter.transport.netty;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the watchdog of one connection on the wheel. Belongs to the event loop. */
final class Liveness {

  private static final long JITTER_NANOS = Duration.ofSeconds(2).toNanos();

  /** RFC 3539 3.4.1: Tw is never less. */
  private static final long LEAST_NANOS = Duration.ofSeconds(6).toNanos();

  private final Loop loop;
  private final Consumer<Watchdog.Action> actions;
  private final TimerWheel.Entry timer;
  private @Nullable Watchdog watchdog;
  private @Nullable PeersProbation ours;
  private Duration interval = Duration.ZERO;
  private long due;

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
    ours = new PeersProbation(loop.now());
    interval = every;
    setWatchdog();
    loop.start(timer, due - loop.now());
    act(with.begin());
  }

  void stop() {
    watchdog = null;
    loop.stop(timer);
  }

  /** A DWA came. */
  void answered() {
    Watchdog dog = watchdog;
    PeersProbation probation = ours;
    if (dog != null && probation != null) {
      if (!dog.isOnProbation()) {
        setWatchdog();
      }
      act(dog.answered(probation.isOver(loop.now())));
    }
  }

  /**
   * Any other message came.
   *
   * @param isWatchdog it is a DWR
   */
  void heard(boolean isWatchdog) {
    Watchdog dog = watchdog;
    PeersProbation probation = ours;
    if (dog == null || probation == null) {
      return;
    }
    if (isWatchdog) {
      probation.watchdog(loop.now());
    } else {
      probation.used();
    }
    if (!dog.isOnProbation()) {
      setWatchdog();
    }
    act(dog.received());
  }

  /** Each message would start the timer anew; it is cheaper to look when it expires. */
  private void timerExpired() {
    Watchdog dog = watchdog;
    if (dog == null) {
      return;
    }
    long now = loop.now();
    if (due - now > 0) {
      loop.start(timer, due - now);
      return;
    }
    setWatchdog();
    loop.start(timer, due - now);
    act(dog.expired());
  }

  private void act(Watchdog.Action action) {
    if (action != Watchdog.Action.NOTHING) {
      actions.accept(action);
    }
  }

  /** RFC 3539 3.4.1: up to two seconds either way, so that peers do not fall into step. */
  private void setWatchdog() {
    long nanos = interval.toNanos();
    long jitter = Math.min(JITTER_NANOS, nanos / 3);
    long drawn = nanos + ThreadLocalRandom.current().nextLong(-jitter, jitter + 1);
    due = loop.now() + Math.max(drawn, Math.min(nanos, LEAST_NANOS));
  }
}
