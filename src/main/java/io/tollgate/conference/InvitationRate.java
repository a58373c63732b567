package io.tollgate.conference;

import io.tollgate.charging.Refusal;
import io.tollgate.rate.TokenBucket;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How many invitations this node sends in a second: a bucket that holds one second's worth, so that
 * a list is taken as a whole or not at all. A list larger than the bucket passes when it is full.
 */
public final class InvitationRate {

  private final int perSecond;
  private final Clock clock;
  private final TokenBucket bucket;

  public InvitationRate(int perSecond, Clock clock) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.bucket = new TokenBucket(perSecond, perSecond, now());
  }

  public synchronized Optional<Refusal> take(int invitations) {
    if (!bucket.has(Math.min(invitations, perSecond), now())) {
      return Optional.of(new Refusal(503, "too many invitations at once", 1));
    }
    bucket.take(invitations);
    return Optional.empty();
  }

  private long now() {
    return TimeUnit.MILLISECONDS.toNanos(clock.millis());
  }
}
