package io.tollgate.sip.controlling;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.conference.Release;
import io.tollgate.msrp.MsrpLeg;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Participants that no message reaches any more, as their connection broke: whoever has not come
 * back in time is let go of, so that nobody writes to somebody who is not there. On the
 * conference's owner.
 */
final class LostConnections {

  private final Duration patience;
  private final Timers timers;
  private final Owner owner;
  private final Map<MsrpLeg, Consumer<Release>> releases = new HashMap<>();
  private final Map<MsrpLeg, Timer> lost = new HashMap<>();

  /**
   * @param patience zero keeps everybody
   */
  LostConnections(Duration patience, Timers timers, Owner owner) {
    this.patience = patience;
    this.timers = timers;
    this.owner = owner;
  }

  /**
   * @param release lets the participant go
   */
  void watch(MsrpLeg messages, Consumer<Release> release) {
    releases.put(messages, release);
  }

  void forget(MsrpLeg messages) {
    releases.remove(messages);
    back(messages);
  }

  void lost(MsrpLeg messages) {
    if (releases.containsKey(messages) && !patience.isZero() && !lost.containsKey(messages)) {
      lost.put(messages, timers.schedule(patience, owner, () -> tooLong(messages)));
    }
  }

  void back(MsrpLeg messages) {
    Timer waiting = lost.remove(messages);
    if (waiting != null) {
      waiting.cancel();
    }
  }

  private void tooLong(MsrpLeg messages) {
    Consumer<Release> release = releases.get(messages);
    if (lost.remove(messages) != null && release != null) {
      release.accept(Release.unused("message connection lost"));
    }
  }
}
