package io.tollgate.charging.offline;

import static io.tollgate.charging.record.RecordType.INTERIM;
import static io.tollgate.charging.record.RecordType.START;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.record.AccountingOutcome.Acknowledged;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** F3, RFC 6733 9.8.2: when progress is reported, and how often at most. */
class InterimRulesTest {

  private static AccountingFixture answering(Duration interval) {
    AccountingFixture accounting = new AccountingFixture();
    accounting.cdf.askForInterims(interval);
    return accounting.started();
  }

  private static long sent(AccountingRecord record) {
    MessageCounters counters = record.service().messages();
    return counters == null ? 0 : counters.sent();
  }

  private static long interims(AccountingFixture accounting) {
    return accounting.cdf.types().stream().filter(RecordType.INTERIM::equals).count();
  }

  @Test
  void theIntervalOfTheAnswerIsObeyedAgainAndAgain() {
    AccountingFixture accounting = answering(Duration.ofSeconds(100));
    accounting.time.pass(Duration.ofSeconds(99));
    assertThat(interims(accounting)).isZero();
    accounting.time.pass(Duration.ofSeconds(201));
    assertThat(interims(accounting)).isEqualTo(3);
  }

  @Test
  void theLatestIntervalWins() {
    AccountingFixture accounting = answering(Duration.ofSeconds(100));
    accounting.cdf.askForInterims(Duration.ofSeconds(200));
    accounting.time.pass(Duration.ofSeconds(100));
    accounting.time.pass(Duration.ofSeconds(199));
    assertThat(interims(accounting)).isEqualTo(1);
    accounting.time.pass(Duration.ofSeconds(1));
    assertThat(interims(accounting)).isEqualTo(2);
  }

  @Test
  void zeroStopsTimedInterims() {
    AccountingFixture accounting = answering(Duration.ZERO);
    accounting.time.pass(Duration.ofHours(10));
    assertThat(interims(accounting)).isZero();
  }

  @Test
  void theIntervalIsKeptWithinFloorAndCeiling() {
    AccountingFixture often = answering(Duration.ofSeconds(1));
    often.time.pass(Duration.ofMinutes(1));
    assertThat(interims(often)).isEqualTo(1);
    AccountingFixture seldom = answering(Duration.ofDays(2));
    seldom.time.pass(Duration.ofHours(1));
    assertThat(interims(seldom)).isEqualTo(1);
  }

  @Test
  void soManyMessagesMakeAnInterimDueEarly() {
    AccountingFixture accounting = new AccountingFixture().started();
    accounting.time.pass(Duration.ofSeconds(31));
    accounting.messages(99);
    assertThat(interims(accounting)).isZero();
    accounting.messages(1);
    assertThat(interims(accounting)).isEqualTo(1);
    assertThat(accounting.cdf.last().reason()).isEqualTo(RecordReason.USAGE);
    MessageCounters counted = accounting.cdf.last().service().messages();
    assertThat(counted).isNotNull();
    assertThat(requireNonNull(counted).sent()).isEqualTo(100);
  }

  @Test
  void soManyOctetsDoToo() {
    AccountingFixture accounting = new AccountingFixture().started();
    accounting.time.pass(Duration.ofSeconds(31));
    accounting.gate.octets(Count.OCTETS_IN, 10_000_000);
    assertThat(interims(accounting)).isEqualTo(1);
  }

  @Test
  void neverWithinTheMinimumGapOfTheRecordBefore() {
    AccountingFixture accounting = new AccountingFixture().started();
    accounting.messages(100);
    assertThat(interims(accounting)).isZero();
    accounting.messages(500);
    accounting.time.pass(Duration.ofSeconds(29));
    assertThat(interims(accounting)).isZero();
    accounting.time.pass(Duration.ofSeconds(1));
    assertThat(interims(accounting)).isEqualTo(1);
    accounting.time.pass(Duration.ofMinutes(5));
    assertThat(interims(accounting)).isEqualTo(1);
  }

  @Test
  void countersAreCumulativeFromStartToStop() {
    AccountingFixture accounting = new AccountingFixture().started();
    accounting.messages(3);
    accounting.join(3);
    accounting.messages(4);
    accounting.end();
    assertThat(accounting.cdf.records)
        .extracting(record -> sent(record))
        .containsExactly(0L, 3L, 7L);
  }

  /** F1, F7: each of them, however close together. */
  @Test
  void byDefaultEachJoinOfAMassIsARecordOfItsOwn() {
    AccountingFixture accounting = new AccountingFixture().started();
    for (int participants = 3; participants <= 50; participants++) {
      accounting.join(participants);
    }
    assertThat(interims(accounting)).isEqualTo(48);
  }

  @Test
  void aMassJoinIsRecordedAtOnceAndThenOnceMoreWithAllOfIt() {
    AccountingFixture accounting =
        new AccountingFixture(AccountingFixture.coalescing(Duration.ofMillis(300))).started();
    for (int participants = 3; participants <= 50; participants++) {
      accounting.join(participants);
    }
    assertThat(interims(accounting)).isEqualTo(1);
    accounting.time.pass(Duration.ofMillis(300));
    assertThat(interims(accounting)).isEqualTo(2);
    assertThat(accounting.cdf.last().service().roster().count()).isEqualTo(50);
    assertThat(accounting.cdf.last().reason()).isEqualTo(RecordReason.JOIN);
  }

  @Test
  void aLeaveAmongJoinsIsARecordOfItsOwn() {
    AccountingFixture accounting = new AccountingFixture().started();
    accounting.join(3);
    accounting.join(4);
    accounting.change(RecordReason.LEAVE, 3);
    assertThat(accounting.cdf.records)
        .extracting(AccountingRecord::reason)
        .containsExactly(
            RecordReason.START, RecordReason.JOIN, RecordReason.JOIN, RecordReason.LEAVE);
  }

  @Test
  void whatWaitsInTheWindowIsRecordedBeforeTheStop() {
    AccountingFixture accounting = new AccountingFixture().started();
    accounting.join(3);
    accounting.join(4);
    accounting.end();
    assertThat(accounting.cdf.types()).containsExactly(START, INTERIM, INTERIM, RecordType.STOP);
    accounting.time.pass(Duration.ofHours(5));
    assertThat(accounting.cdf.records).hasSize(4);
    assertThat(accounting.time.pendingTimers()).isZero();
  }

  @Test
  void progressNeverQueuesUpBehindAnUnansweredRecord() {
    AccountingFixture accounting = answering(Duration.ofSeconds(60));
    accounting.cdf.holdAnswers();
    accounting.time.pass(Duration.ofMinutes(30));
    assertThat(interims(accounting)).isEqualTo(1);
    accounting.cdf.answer(new Acknowledged(2001, null));
    assertThat(interims(accounting)).as("what fell due meanwhile, as one").isEqualTo(2);
    accounting.cdf.answer(new Acknowledged(2001, null));
    assertThat(accounting.state()).isEqualTo("Open");
  }

  @Test
  void theStopThatIsOwedFollowsTheUsageAndHasTheNextNumber() {
    AccountingFixture accounting = new AccountingFixture().started();
    assertThat(requireNonNull(accounting.cdf.owed.get("a;1")).number()).isEqualTo(1);
    accounting.join(3);
    accounting.messages(5);
    accounting.session.checkpoint();
    AccountingRecord owed = accounting.cdf.owed.get("a;1");
    assertThat(owed.number()).isEqualTo(2);
    assertThat(owed.type()).isEqualTo(RecordType.STOP);
    assertThat(owed.reason()).isEqualTo(RecordReason.RECOVERY);
    assertThat(owed.service().causeCode()).isEqualTo(3);
    assertThat(owed.service().roster().count()).isEqualTo(3);
    assertThat(owed.service().messages()).isEqualTo(new MessageCounters(5, 0, 0, 0, 0, 0));
  }
}
