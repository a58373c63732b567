package io.tollgate.journal.delivery;

import java.time.Duration;

/** Whether one charging function takes records. Times are monotonic nanoseconds. */
final class TargetHealth {

  private final DeliveryPolicy policy;
  private int failures;
  private boolean down;
  private boolean probing;
  private long downSince;
  private long nextProbe;
  private long accepted;
  private long failed;

  TargetHealth(DeliveryPolicy policy) {
    this.policy = policy;
  }

  boolean isUp() {
    return !down;
  }

  /** A single record may be risked on it. */
  boolean mayProbe(long now) {
    return down && !probing && now - nextProbe >= 0;
  }

  /** It has been left alone for as long as the hold-down says. */
  boolean hasRested(long now) {
    return now - downSince >= policy.holdDown().toNanos();
  }

  void probe() {
    probing = true;
  }

  void success() {
    accepted++;
    failures = 0;
    down = false;
    probing = false;
  }

  /** The transmission did not take place; it says nothing about the function. */
  void inconclusive() {
    probing = false;
  }

  /**
   * @param reachable false if no connection was there at all: no need for a second try
   */
  void failure(boolean reachable, long now) {
    failed++;
    failures++;
    if (!down && (!reachable || failures >= policy.failuresBeforeDown())) {
      down = true;
      downSince = now;
    }
    probing = false;
    nextProbe = now + policy.probeInterval().toNanos();
  }

  TargetStatus status(String name, long now) {
    Duration away = down ? Duration.ofNanos(now - downSince) : Duration.ZERO;
    return new TargetStatus(name, !down, away, accepted, failed);
  }
}
