package io.tollgate.sip.controlling;

import io.tollgate.charging.Timers.Timer;
import io.tollgate.conference.Release;
import io.tollgate.msrp.MsrpLeg;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Participants that no message reaches any more, as their connection broke: whoever has not come
 * back in time is let go of, so that nobody writes to somebody who is not there. On the
 * conference's owner.
 */
final class LostConnections {

  private final FocusConference focus;
  private final Map<MsrpLeg, ParticipantLeg> legs = new HashMap<>();
  private final Map<MsrpLeg, Timer> lost = new HashMap<>();

  LostConnections(FocusConference focus) {
    this.focus = focus;
  }

  void watch(ParticipantLeg leg) {
    legs.put(leg.messages(), leg);
  }

  void forget(ParticipantLeg leg) {
    legs.remove(leg.messages());
    back(leg.messages());
  }

  void lost(MsrpLeg messages) {
    ParticipantLeg leg = legs.get(messages);
    Duration patience = focus.equipment().policy().lostConnection();
    if (leg != null && !patience.isZero() && !lost.containsKey(messages)) {
      lost.put(
          messages,
          focus
              .equipment()
              .legs()
              .timers()
              .schedule(patience, focus.owner(), () -> tooLong(messages)));
    }
  }

  void back(MsrpLeg messages) {
    Timer waiting = lost.remove(messages);
    if (waiting != null) {
      waiting.cancel();
    }
  }

  private void tooLong(MsrpLeg messages) {
    ParticipantLeg leg = legs.get(messages);
    if (lost.remove(messages) != null && leg != null) {
      leg.unreachable(Release.unused("message connection lost"));
    }
  }
}
