package io.tollgate.msrp.session;

import io.tollgate.msrp.MsrpLimits;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Lets a conference's senders wait for receivers that are a little behind. */
final class Pace {
  private final MsrpLimits limits;
  private final Loop loop;
  private final Set<Leg> waitedFor = new HashSet<>();

  Pace(MsrpLimits limits, Loop loop) {
    this.limits = limits;
    this.loop = loop;
  }

  /**
   * @param wake runs when a receiver caught up, or was waited for long enough
   */
  boolean ready(Leg from, Collection<Member> members, Runnable wake) {
    long now = 0;
    boolean ready = true;
    for (Member member : members) {
      Leg leg = member.leg;
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

  private boolean isBehind(Leg leg) {
    Output out = leg.output();
    if (out == null || leg.isClosed()) {
      return leg.isAwaited();
    }
    return out.waiting() > limits.queueBytes() / 2 || !leg.outbox.hasRoom();
  }

  private void waitFor(Leg leg, Runnable wake) {
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
      out.whenBelow(limits.queueBytes() / 8, this, once);
      leg.outbox.whenRoom(once);
    }
    loop.executor.schedule(
        () -> {
          once.run();
          loop.flush();
        },
        limits.patience().toNanos() / 4 + 1,
        TimeUnit.NANOSECONDS);
  }

  void forget(Leg leg) {
    waitedFor.remove(leg);
  }
}
