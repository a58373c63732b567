package io.tollgate.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private final MovingClock clock = new MovingClock();

  @Test
  void aUserAndANodeHaveSoManyConferences() {
    ConferenceQuota quota = new ConferenceQuota(1, 2);
    assertThat(quota.take(FakeFocus.user("alice"))).isEmpty();
    assertThat(quota.take(FakeFocus.user("alice")).orElseThrow().status()).isEqualTo(403);
    assertThat(quota.take(FakeFocus.user("bob"))).isEmpty();
    assertThat(quota.take(FakeFocus.user("carol")).orElseThrow().status()).isEqualTo(503);
    quota.giveBack(FakeFocus.user("alice"));
    assertThat(quota.take(FakeFocus.user("alice"))).isEmpty();
    assertThat(quota.inUse()).isEqualTo(2);
  }

  @Test
  void givingBackWhatWasNotTakenChangesNothing() {
    ConferenceQuota quota = new ConferenceQuota(1, 1);
    quota.giveBack(FakeFocus.user("alice"));
    assertThat(quota.inUse()).isZero();
  }

  @Test
  void invitationsAreLimitedPerSecondAndComeBackWithTime() {
    InvitationRate rate = new InvitationRate(10, clock);
    assertThat(rate.take(10)).isEmpty();
    assertThat(rate.take(1).orElseThrow().status()).isEqualTo(503);
    clock.now = clock.now.plusMillis(200);
    assertThat(rate.take(2)).isEmpty();
    assertThat(rate.take(1)).isPresent();
  }

  @Test
  void aListLargerThanASecondPassesOnceAndIsPaidForLater() {
    InvitationRate rate = new InvitationRate(10, clock);
    assertThat(rate.take(30)).isEmpty();
    clock.now = clock.now.plusSeconds(2);
    assertThat(rate.take(1)).isPresent();
    clock.now = clock.now.plusMillis(200);
    assertThat(rate.take(1)).isEmpty();
  }

  @Test
  void aClockThatIsSetBackTakesNothingAway() {
    InvitationRate rate = new InvitationRate(10, clock);
    clock.now = clock.now.minus(Duration.ofDays(1));
    assertThat(rate.take(10)).isEmpty();
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
