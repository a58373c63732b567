package io.tollgate.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.sip.leg.SessionExpires.Refresher;
import io.tollgate.sip.leg.SessionTimerPolicy.Agreement;
import org.junit.jupiter.api.Test;

class SessionTimerPolicyTest {
  private final SessionTimerPolicy policy = new SessionTimerPolicy(1800, 90);

  @Test
  void readsAndWritesTheHeader() {
    assertThat(SessionExpires.parse("4000 ; refresher=UAS"))
        .isEqualTo(new SessionExpires(4000, Refresher.UAS));
    assertThat(SessionExpires.parse("90")).isEqualTo(new SessionExpires(90, null));
    assertThat(SessionExpires.parse("soon")).isNull();
    assertThat(SessionExpires.parse(null)).isNull();
    assertThat(new SessionExpires(90, Refresher.UAC).header()).isEqualTo("90;refresher=uac");
  }

  @Test
  void tooSmallAnIntervalIsRejected() {
    assertThat(policy.rejects(new SessionExpires(89, null))).isTrue();
    assertThat(policy.rejects(new SessionExpires(90, null))).isFalse();
    assertThat(new SessionTimerPolicy(0, 90).rejects(new SessionExpires(1, null))).isFalse();
  }

  /** RFC 4028 9, table 2. */
  @Test
  void aPeerThatKnowsTimersRefreshesUnlessItWantsUsTo() {
    assertThat(policy.answer(null, null, true))
        .isEqualTo(new Agreement(1800, false, new SessionExpires(1800, Refresher.UAC)));
    assertThat(policy.answer(new SessionExpires(600, Refresher.UAS), null, true))
        .isEqualTo(new Agreement(600, true, new SessionExpires(600, Refresher.UAS)));
  }

  @Test
  void aPeerThatKnowsNoTimersIsRefreshedByUs() {
    assertThat(policy.answer(null, null, false)).isEqualTo(new Agreement(1800, true, null));
  }

  @Test
  void thePeersMinimumIsRespected() {
    assertThat(policy.answer(new SessionExpires(7200, null), 3600, true).seconds()).isEqualTo(3600);
  }

  @Test
  void theAnswerToOurRequestSaysWhoRefreshes() {
    assertThat(policy.settled(new SessionExpires(600, Refresher.UAS)).weRefresh()).isFalse();
    assertThat(policy.settled(new SessionExpires(600, Refresher.UAC)).weRefresh()).isTrue();
    assertThat(policy.settled(null)).isEqualTo(new Agreement(1800, true, null));
  }
}
