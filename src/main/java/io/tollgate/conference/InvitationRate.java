package io.tollgate.conference;

import io.tollgate.charging.Refusal;
import java.time.Clock;
import java.util.Optional;

/**
 * How many invitations this node sends in a second: a bucket that holds one second's worth, so that
 * a list is taken as a whole or not at all. A list larger than the bucket passes when it is full.
 */
public final class InvitationRate {

  private final int perSecond;
  private final Clock clock;
  private double tokens;
  private long filledAt;

  public InvitationRate(int perSecond, Clock clock) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.tokens = perSecond;
    this.filledAt = clock.millis();
  }

  public synchronized Optional<Refusal> take(int invitations) {
    long now = clock.millis();
    // A clock that was set back must not empty the bucket.
    tokens = Math.min(perSecond, tokens + Math.max(0, now - filledAt) * perSecond / 1000.0);
    filledAt = now;
    if (tokens < Math.min(invitations, perSecond)) {
      return Optional.of(new Refusal(503, "too many invitations at once", 1));
    }
    tokens -= invitations;
    return Optional.empty();
  }
}
