package io.tollgate.charging.session;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One timer of a session, rung on its owner; setting it again silences the ring before. */
public final class Alarm {

  private final Timers timers;
  private final Owner owner;
  private final Runnable ring;
  private Timers.@Nullable Timer timer;
  private int setting;

  public Alarm(Timers timers, Owner owner, Runnable ring) {
    this.timers = timers;
    this.owner = owner;
    this.ring = ring;
  }

  public void set(Duration delay) {
    off();
    int mine = setting;
    timer = timers.schedule(delay, owner, () -> rung(mine));
  }

  public void off() {
    setting++;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  public boolean isSet() {
    return timer != null;
  }

  /** A ring that was on its way when the alarm was set anew or switched off says nothing. */
  private void rung(int expected) {
    if (expected == setting) {
      timer = null;
      setting++;
      ring.run();
    }
  }
}
