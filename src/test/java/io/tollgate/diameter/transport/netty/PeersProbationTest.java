package io.tollgate.diameter.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What can be seen of a peer that is in REOPEN of RFC 3539 3.4.1 on its own side. */
class PeersProbationTest {

  private final PeersProbation probation = new PeersProbation(0);

  @Test
  void aPeerThatDoesNotAskAtOnceTrustsUs() {
    assertThat(probation.isOver(seconds(1))).isTrue();
    probation.watchdog(seconds(30));
    assertThat(probation.isOver(seconds(31))).isTrue();
  }

  @Test
  void onePerTwUntilThreeWereAnswered() {
    probation.watchdog(seconds(0));
    assertThat(probation.isOver(seconds(20))).isFalse();
    probation.watchdog(seconds(30));
    assertThat(probation.isOver(seconds(59))).isFalse();
    probation.watchdog(seconds(60));
    assertThat(probation.isOver(seconds(60))).isTrue();
  }

  @Test
  void aWatchdogThatDoesNotComeShowsThatItWasAHabit() {
    probation.watchdog(seconds(0));
    assertThat(probation.isOver(seconds(41))).isTrue();
  }

  @Test
  void aPeerThatAnswersRequestsTrustsUs() {
    probation.watchdog(seconds(0));
    probation.used();
    assertThat(probation.isOver(seconds(1))).isTrue();
  }

  private static long seconds(long count) {
    return Duration.ofSeconds(count).toNanos();
  }
}
