package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.netty.Watchdog.Action.CLOSE;
import static io.tollgate.diameter.transport.netty.Watchdog.Action.FAIL_BACK;
import static io.tollgate.diameter.transport.netty.Watchdog.Action.FAIL_OVER;
import static io.tollgate.diameter.transport.netty.Watchdog.Action.NOTHING;
import static io.tollgate.diameter.transport.netty.Watchdog.Action.SEND_WATCHDOG;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rows of the state table of RFC 3539 3.4.1 that an open connection can meet. */
class WatchdogTest {

  @Test
  void asksWhenNothingCame() {
    assertThat(Watchdog.trusted().expired()).isEqualTo(SEND_WATCHDOG);
  }

  @Test
  void failsOverOnOneMissingAnswerAndClosesOnTwo() {
    Watchdog watchdog = Watchdog.trusted();
    assertThat(watchdog.expired()).isEqualTo(SEND_WATCHDOG);
    assertThat(watchdog.expired()).isEqualTo(FAIL_OVER);
    assertThat(watchdog.expired()).isEqualTo(CLOSE);
  }

  @Test
  void failsBackWhenTheAnswerComesLate() {
    Watchdog watchdog = Watchdog.trusted();
    watchdog.expired();
    watchdog.expired();
    assertThat(watchdog.answered(true)).isEqualTo(FAIL_BACK);
    assertThat(watchdog.expired()).isEqualTo(SEND_WATCHDOG);
  }

  @Test
  void anythingElseThatComesShowsLifeToo() {
    Watchdog watchdog = Watchdog.trusted();
    assertThat(watchdog.received()).isEqualTo(NOTHING);
    watchdog.expired();
    watchdog.expired();
    assertThat(watchdog.received()).isEqualTo(FAIL_BACK);
  }

  @Test
  void aPeerThatReturnsIsAskedAtOnceAndAnswersThreeTimesBeforeItIsTrusted() {
    Watchdog watchdog = Watchdog.onProbation();
    assertThat(watchdog.begin()).isEqualTo(SEND_WATCHDOG);
    assertThat(watchdog.answered(true)).isEqualTo(NOTHING);
    assertThat(watchdog.expired()).isEqualTo(SEND_WATCHDOG);
    assertThat(watchdog.answered(true)).isEqualTo(NOTHING);
    assertThat(watchdog.expired()).isEqualTo(SEND_WATCHDOG);
    assertThat(watchdog.answered(true)).isEqualTo(FAIL_BACK);
  }

  @Test
  void otherMessagesDoNotShortenTheProbation() {
    Watchdog watchdog = Watchdog.onProbation();
    watchdog.begin();
    assertThat(watchdog.received()).isEqualTo(NOTHING);
    assertThat(watchdog.isOnProbation()).isTrue();
  }

  @Test
  void aPeerThatReturnsMuteIsClosedAfterTwoIntervals() {
    Watchdog watchdog = Watchdog.onProbation();
    watchdog.begin();
    assertThat(watchdog.expired()).isEqualTo(NOTHING);
    assertThat(watchdog.expired()).isEqualTo(CLOSE);
  }

  @Test
  void anAnswerThatWasLateOnProbationCountsFromTheStart() {
    Watchdog watchdog = Watchdog.onProbation();
    watchdog.begin();
    watchdog.answered(true);
    watchdog.expired();
    watchdog.expired();
    assertThat(watchdog.answered(true)).isEqualTo(NOTHING);
    watchdog.expired();
    assertThat(watchdog.answered(true)).isEqualTo(NOTHING);
    watchdog.expired();
    assertThat(watchdog.answered(true)).isEqualTo(NOTHING);
    watchdog.expired();
    assertThat(watchdog.answered(true)).isEqualTo(FAIL_BACK);
  }

  @Test
  void aPeerThatHasUsOnProbationItselfIsNotTrustedYet() {
    Watchdog watchdog = Watchdog.onProbation();
    watchdog.begin();
    for (int i = 0; i < 3; i++) {
      assertThat(watchdog.answered(false)).isEqualTo(NOTHING);
      assertThat(watchdog.expired()).isEqualTo(SEND_WATCHDOG);
    }
    assertThat(watchdog.answered(true)).isEqualTo(FAIL_BACK);
  }
}
