package io.tollgate.charging.offline;

import io.tollgate.charging.session.Alarm;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the walk waits for at its offline charge before it goes on: nothing, the record's
 * durability, or the CDF's answer within a limit (conflict C11). It goes on exactly once.
 */
public final class Waiting {

  /** How far a record must have got. */
  public enum Until {
    HANDED_OVER,
    DURABLE,
    ANSWERED
  }

  private final Until until;
  private @Nullable Runnable goOn;
  private @Nullable Alarm limit;

  private Waiting(Until until, Runnable goOn) {
    this.until = until;
    this.goOn = goOn;
  }

  public static Waiting until(Until until, Runnable goOn) {
    return new Waiting(until, goOn);
  }

  /** With a limit, after which the walk goes on although nothing was heard. */
  public static Waiting until(
      Until until, Runnable goOn, Duration limit, Function<Runnable, Alarm> alarms) {
    Waiting waiting = new Waiting(until, goOn);
    if (until != Until.HANDED_OVER) {
      waiting.limit = alarms.apply(waiting::pass);
      waiting.limit.set(limit);
    }
    return waiting;
  }

  static Waiting forNothing() {
    return new Waiting(Until.HANDED_OVER, () -> {});
  }

  boolean isForAnswer() {
    return until == Until.ANSWERED;
  }

  void handedOver() {
    passIf(until == Until.HANDED_OVER);
  }

  void durable() {
    passIf(until != Until.ANSWERED);
  }

  /** Whatever waits, waits no longer. */
  void pass() {
    passIf(true);
  }

  private void passIf(boolean reached) {
    Runnable next = goOn;
    if (!reached || next == null) {
      return;
    }
    goOn = null;
    if (limit != null) {
      limit.off();
    }
    next.run();
  }
}
