package io.tollgate.sip.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.sip.admission.OverloadLimit.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OverloadLimitTest {
  private final MovingClock clock = new MovingClock();
  private final AtomicInteger open = new AtomicInteger();

  private OverloadLimit limit(int perSecond, int sessions) {
    return new OverloadLimit(perSecond, sessions, open::get, clock);
  }

  @Test
  void withoutLimitsEverythingComesIn() {
    open.set(1_000_000);
    OverloadLimit limit = limit(0, 0);
    for (int i = 0; i < 10_000; i++) {
      assertThat(limit.admits("INVITE")).isTrue();
    }
  }

  @Test
  void moreThanASecondMayBringIsRefusedAndCounted() {
    OverloadLimit limit = limit(2, 0);
    assertThat(limit.admits("INVITE")).isTrue();
    assertThat(limit.admits("MESSAGE")).isTrue();
    assertThat(limit.admits("INVITE")).isFalse();
    assertThat(limit.refused(Limit.RATE)).isEqualTo(1);
    clock.now = clock.now.plusMillis(500);
    assertThat(limit.admits("INVITE")).isTrue();
    assertThat(limit.admits("MESSAGE")).isFalse();
    assertThat(limit.refused(Limit.RATE)).isEqualTo(2);
    assertThat(limit.refused(Limit.SESSIONS)).isZero();
  }

  @Test
  void aFullServerTakesMessagesButNoSessions() {
    OverloadLimit limit = limit(0, 2);
    open.set(2);
    assertThat(limit.admits("INVITE")).isFalse();
    assertThat(limit.admits("MESSAGE")).isTrue();
    assertThat(limit.admits("OPTIONS")).isTrue();
    open.set(1);
    assertThat(limit.admits("INVITE")).isTrue();
    assertThat(limit.refused(Limit.SESSIONS)).isEqualTo(1);
  }

  @Test
  void aRefusalForWantOfRoomTakesNothingFromTheRate() {
    OverloadLimit limit = limit(1, 1);
    open.set(1);
    assertThat(limit.admits("INVITE")).isFalse();
    assertThat(limit.admits("MESSAGE")).isTrue();
  }

  @Test
  void aClockThatIsSetBackTakesNothingAway() {
    OverloadLimit limit = limit(1, 0);
    clock.now = clock.now.minus(Duration.ofDays(1));
    assertThat(limit.admits("INVITE")).isTrue();
  }

  private static final class MovingClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
