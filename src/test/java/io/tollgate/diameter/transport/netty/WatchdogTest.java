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
    assertThat(watchdog.answered()).isEqualTo(FAIL_BACK);
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
  void aPeerThatReturnsAnswersThreeTimesBeforeItIsTrusted() {
    Watchdog watchdog = Watchdog.onProbation();
    for (int i = 0; i < 2; i++) {
      assertThat(watchdog.expired()).isEqualTo(SEND_WATCHDOG);
      assertThat(watchdog.answered()).isEqualTo(NOTHING);
    }
    assertThat(watchdog.expired()).isEqualTo(SEND_WATCHDOG);
    assertThat(watchdog.answered()).isEqualTo(FAIL_BACK);
  }

  @Test
  void aPeerThatReturnsMuteIsClosed() {
    Watchdog watchdog = Watchdog.onProbation();
    watchdog.expired();
    assertThat(watchdog.expired()).isEqualTo(CLOSE);
  }
}
