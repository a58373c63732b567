package io.tollgate.msrp.session;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Lets a conference's senders wait for receivers that are a little behind. */
final class Pace {
  private final Plane plane;
  private final Loop loop;
  private final Set<MessageLeg> waitedFor = new HashSet<>();

  Pace(Plane plane, Loop loop) {
    this.plane = plane;
    this.loop = loop;
  }

  /**
   * @param wake runs when a receiver caught up, or was waited for long enough
   */
  boolean ready(MessageLeg from, Collection<Member> members, Runnable wake) {
    long now = 0;
    boolean ready = true;
    for (Member member : members) {
      MessageLeg leg = member.leg;
      if (leg == from) {
        continue;
      }
      boolean behind = isBehind(leg);
      if (behind && now == 0) {
        now = loop.now();
      }
      if (member.holdsUp(behind, now)) {
        ready = false;
        waitFor(leg, wake);
      }
    }
    return ready;
  }

  private boolean isBehind(MessageLeg leg) {
    Output out = leg.output();
    if (out == null || leg.isClosed()) {
      return leg.isAwaited();
    }
    return out.waiting() > plane.queueLimit(loop) / 2 || !leg.outbox.hasRoom();
  }

  private void waitFor(MessageLeg leg, Runnable wake) {
    if (!waitedFor.add(leg)) {
      return;
    }
    Runnable once =
        () -> {
          if (waitedFor.remove(leg)) {
            wake.run();
          }
        };
    Output out = leg.output();
    if (out != null) {
      out.whenBelow(plane.queueLimit(loop) / 8, this, once);
      leg.outbox.whenRoom(once);
    }
    loop.executor.schedule(
        () -> {
          once.run();
          loop.flush();
        },
        plane.limits().patience().toNanos() / 4 + 1,
        TimeUnit.NANOSECONDS);
  }

  void forget(MessageLeg leg) {
    waitedFor.remove(leg);
  }
}
