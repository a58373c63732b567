package io.tollgate.charging.offline;

import static io.tollgate.charging.offline.Realtime.DELIVER_AND_GRANT;
import static io.tollgate.charging.offline.Realtime.GRANT_AND_LOSE;
import static io.tollgate.charging.offline.Realtime.GRANT_AND_STORE;
import static io.tollgate.charging.record.RecordType.EVENT;
import static io.tollgate.charging.record.RecordType.INTERIM;
import static io.tollgate.charging.record.RecordType.START;
import static io.tollgate.charging.record.RecordType.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AccountingOutcome.Lost;
import io.tollgate.charging.record.AccountingOutcome.Rejected;
import io.tollgate.charging.record.AccountingOutcome.Stored;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.testkit.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * RFC 6733 8.2, client, accounting: one test per row. The rows of PendingB (records in storage) are
 * the journal's.
 */
class ClientTableTest {

  private static AccountingFixture held(Realtime realtime, boolean disconnectOnLoss) {
    AccountingFixture fixture = new AccountingFixture(realtime, disconnectOnLoss);
    fixture.cdf.holdAnswers();
    return fixture;
  }

  @Nested
  class InIdle {
    @Test
    void requestForAccessSendsStart() {
      AccountingFixture accounting = held(GRANT_AND_STORE, false);
      accounting.start();
      assertThat(accounting.state()).isEqualTo("PendingS");
      assertThat(accounting.cdf.types()).containsExactly(START);
      assertThat(accounting.cdf.last().number()).isZero();
    }

    @Test
    void requestForAOneTimeServiceSendsEvent() {
      AccountingFixture accounting = held(GRANT_AND_STORE, false);
      accounting.once(Samples.event("MESSAGE", 1));
      assertThat(accounting.cdf.types()).containsExactly(EVENT);
      assertThat(accounting.cdf.last().number()).isZero();
      assertThat(accounting.cdf.owed).isEmpty();
    }

    @Test
    void anEndBeforeAnyStartIsOneEvent() {
      AccountingFixture accounting = held(GRANT_AND_STORE, false);
      accounting.session.end(Samples.event("INVITE", 0).withCause(486, null), Waiting.forNothing());
      accounting.end();
      assertThat(accounting.cdf.types()).containsExactly(EVENT);
      assertThat(accounting.cdf.last().service().causeCode()).isEqualTo(486);
    }
  }

  @Nested
  class InPendingS {
    private AccountingFixture pending(Realtime realtime, boolean disconnectOnLoss) {
      return held(realtime, disconnectOnLoss).started();
    }

    @Test
    void successfulAnswerOpens() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, false);
      accounting.cdf.answer(accounting.cdf.acknowledged());
      assertThat(accounting.state()).isEqualTo("Open");
    }

    @Test
    void failureToSendWithBufferSpaceStoresTheStartAndOpens() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, true);
      accounting.cdf.answer(new Stored());
      assertThat(accounting.state()).isEqualTo("Open");
      assertThat(accounting.told).isEmpty();
    }

    @Test
    void failureToSendUnderDeliverAndGrantDisconnects() {
      AccountingFixture accounting = pending(DELIVER_AND_GRANT, false);
      accounting.cdf.answer(new Stored());
      assertThat(accounting.state()).isEqualTo("Idle");
      assertThat(accounting.told).hasSize(1);
    }

    @Test
    void failureToSendWithoutBufferSpaceUnderGrantAndLoseOpens() {
      AccountingFixture accounting = pending(GRANT_AND_LOSE, true);
      accounting.cdf.answer(new Lost("disk full"));
      assertThat(accounting.state()).isEqualTo("Open");
    }

    @Test
    void failureToSendWithoutBufferSpaceOtherwiseDisconnectsToTheLetter() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, true);
      accounting.cdf.answer(new Lost("disk full"));
      assertThat(accounting.state()).isEqualTo("Idle");
      assertThat(accounting.told).hasSize(1);
    }

    @Test
    void byDefaultALossTakesNoServiceDown() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, false);
      accounting.cdf.answer(new Lost("disk full"));
      assertThat(accounting.state()).isEqualTo("Open");
      assertThat(accounting.told).isEmpty();
    }

    @Test
    void failedAnswerUnderGrantAndLoseOpens() {
      AccountingFixture accounting = pending(GRANT_AND_LOSE, true);
      accounting.cdf.answer(new Rejected(5004, null));
      assertThat(accounting.state()).isEqualTo("Open");
    }

    @Test
    void failedAnswerOtherwiseDisconnectsToTheLetter() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, true);
      accounting.cdf.answer(new Rejected(5004, null));
      assertThat(accounting.state()).isEqualTo("Idle");
      assertThat(accounting.told).hasSize(1);
    }

    @Test
    void userServiceTerminatedStoresTheStop() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, false);
      accounting.end();
      assertThat(accounting.cdf.types()).containsExactly(START, STOP);
      assertThat(accounting.cdf.last().number()).isEqualTo(1);
      assertThat(accounting.cdf.owed).isEmpty();
    }
  }

  @Nested
  class InOpen {
    @Test
    void interimIntervalElapsesSendsInterim() {
      AccountingFixture accounting = new AccountingFixture().started();
      accounting.cdf.holdAnswers();
      accounting.time.pass(Duration.ofHours(1));
      assertThat(accounting.cdf.types()).containsExactly(START, INTERIM);
      assertThat(accounting.state()).isEqualTo("PendingI");
    }

    @Test
    void userServiceTerminatedSendsStop() {
      AccountingFixture accounting = new AccountingFixture().started();
      accounting.cdf.holdAnswers();
      accounting.end();
      assertThat(accounting.cdf.types()).containsExactly(START, STOP);
      assertThat(accounting.state()).isEqualTo("PendingL");
    }
  }

  @Nested
  class InPendingI {
    private AccountingFixture pending(Realtime realtime, boolean disconnectOnLoss) {
      AccountingFixture accounting = new AccountingFixture(realtime, disconnectOnLoss).started();
      accounting.cdf.holdAnswers();
      accounting.join(3);
      assertThat(accounting.state()).isEqualTo("PendingI");
      return accounting;
    }

    @Test
    void successfulAnswerOpens() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, false);
      accounting.cdf.answer(accounting.cdf.acknowledged());
      assertThat(accounting.state()).isEqualTo("Open");
    }

    @Test
    void failureToSendWithBufferSpaceStoresTheInterimAndOpens() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, true);
      accounting.cdf.answer(new Stored());
      assertThat(accounting.state()).isEqualTo("Open");
    }

    @Test
    void failureToSendWithoutBufferSpaceUnderGrantAndLoseOpens() {
      AccountingFixture accounting = pending(GRANT_AND_LOSE, true);
      accounting.cdf.answer(new Lost("disk full"));
      assertThat(accounting.state()).isEqualTo("Open");
    }

    @Test
    void failureToSendWithoutBufferSpaceOtherwiseDisconnectsToTheLetter() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, true);
      accounting.cdf.answer(new Lost("disk full"));
      assertThat(accounting.state()).isEqualTo("Idle");
      assertThat(accounting.told).hasSize(1);
    }

    @Test
    void failedAnswerUnderGrantAndLoseOpens() {
      AccountingFixture accounting = pending(GRANT_AND_LOSE, true);
      accounting.cdf.answer(new Rejected(5012, null));
      assertThat(accounting.state()).isEqualTo("Open");
    }

    @Test
    void failedAnswerOtherwiseDisconnectsToTheLetterAndStillStops() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, true);
      accounting.cdf.answer(new Rejected(5012, null));
      assertThat(accounting.state()).isEqualTo("Idle");
      accounting.end();
      assertThat(accounting.cdf.last().type()).isEqualTo(STOP);
    }

    @Test
    void userServiceTerminatedStoresTheStop() {
      AccountingFixture accounting = pending(GRANT_AND_STORE, false);
      accounting.end();
      assertThat(accounting.cdf.types()).containsExactly(START, INTERIM, STOP);
      assertThat(accounting.cdf.records)
          .extracting(AccountingRecord::number)
          .containsExactly(0L, 1L, 2L);
    }
  }

  @Nested
  class InPendingE {
    @Test
    void whateverBecomesOfTheEventNothingIsOwed() {
      AccountingFixture accounting = held(GRANT_AND_STORE, true);
      accounting.once(Samples.event("MESSAGE", 1));
      accounting.once(Samples.event("MESSAGE", 1));
      accounting.once(Samples.event("MESSAGE", 1));
      accounting.cdf.answer(accounting.cdf.acknowledged());
      accounting.cdf.answer(new Stored());
      accounting.cdf.answer(new Rejected(5004, null));
      assertThat(accounting.state()).isEqualTo("Idle");
      assertThat(accounting.told).isEmpty();
      assertThat(accounting.cdf.records)
          .extracting(AccountingRecord::sessionId)
          .doesNotHaveDuplicates();
    }
  }

  @Nested
  class InPendingL {
    private AccountingFixture stopping() {
      AccountingFixture accounting = new AccountingFixture(GRANT_AND_STORE, true).started();
      accounting.cdf.holdAnswers();
      accounting.end();
      return accounting;
    }

    @Test
    void successfulAnswerCloses() {
      AccountingFixture accounting = stopping();
      accounting.cdf.answer(accounting.cdf.acknowledged());
      assertThat(accounting.session.isClosed()).isTrue();
    }

    @Test
    void failureToSendWithBufferSpaceStoresTheStopAndCloses() {
      AccountingFixture accounting = stopping();
      accounting.cdf.answer(new Stored());
      assertThat(accounting.session.isClosed()).isTrue();
    }

    @Test
    void failureToSendWithoutBufferSpaceCloses() {
      AccountingFixture accounting = stopping();
      accounting.cdf.answer(new Lost("disk full"));
      assertThat(accounting.session.isClosed()).isTrue();
      assertThat(accounting.told).isEmpty();
    }

    @Test
    void failedAnswerCloses() {
      AccountingFixture accounting = stopping();
      accounting.cdf.answer(new Rejected(5004, null));
      assertThat(accounting.session.isClosed()).isTrue();
      assertThat(accounting.time.pendingTimers()).isZero();
    }
  }
}
