package io.tollgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.UnitType;
import io.tollgate.journal.store.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

  @TempDir private Path directory;
  private JournalWorld world;

  @BeforeEach
  void open() {
    world = new JournalWorld(directory);
    world.settle();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aSessionThatWasOpenGetsTheStopItIsOwed() throws Exception {
    world.submit(Samples.start("s1"));
    world.submit(Samples.join("s1", 1));
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.cdf.brief()).containsExactly("s1 STOP 2");
    assertThat(world.store().counts().openSessions()).isZero();
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.cdf.seen).isEmpty();
  }

  @Test
  void theOwedStopSaysThatNobodyEndedTheSession() {
    world.submit(Samples.start("s1"));
    world.crash().pass(Duration.ofSeconds(1));
    AccountingRecord stop = world.cdf.records.get(world.cdf.records.size() - 1);
    assertThat(stop.reason()).isEqualTo(RecordReason.RECOVERY);
    assertThat(stop.number()).isEqualTo(1);
    assertThat(stop.service().causeCode()).isEqualTo(3);
    assertThat(stop.service().isMadeBySip()).as("no BYE was made up").isFalse();
    assertThat(stop.service().serviceType()).isEqualTo(ApplicationServiceType.LEAVING);
    assertThat(stop.service().bodies()).isEmpty();
    assertThat(stop.service().parties()).isEqualTo(Samples.start("s1").service().parties());
  }

  @Test
  void theOwedStopSaysWhatTheLastCheckpointSaid() throws Exception {
    world.submit(Samples.start("s1"));
    world.journal().checkpoint(Samples.usage("s1", 6));
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.cdf.brief()).containsExactly("s1 STOP 7");
  }

  @Test
  void theOwedStopCountsEveryMessageSinceTheLastCheckpoint() {
    world.submit(Samples.start("s1"));
    UsageLine line = world.journal().usageLine("s1");
    line.raise(Count.SENT, 5);
    line.raise(Count.OCTETS_IN, 70);
    world.pass(Duration.ofMillis(30_500));
    world.crash().pass(Duration.ofSeconds(1));
    AccountingRecord stop = world.cdf.records.get(world.cdf.records.size() - 1);
    assertThat(stop.type()).isEqualTo(RecordType.STOP);
    assertThat(stop.service().messages()).isEqualTo(new MessageCounters(5, 0, 0, 0, 70, 0));
    assertThat(stop.eventTime()).isEqualTo(Samples.NOON.plusSeconds(30));
  }

  @Test
  void theOwedTerminationReportsTheUnitsUsedSinceItWasNoted() {
    world.journal().journalClosing(Samples.owedTermination("cc1", 3), () -> {});
    UsageLine line = world.journal().usageLine("cc1");
    line.raise(Count.SENT, 10);
    world.settle();
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.ocs.requests.get(0).services().get(0).used())
        .singleElement()
        .satisfies(
            used -> {
              assertThat(used.units().get(UnitType.SERVICE_SPECIFIC)).isEqualTo(10);
              assertThat(used.units().get(UnitType.TIME)).isEqualTo(10);
            });
  }

  /** Of a rating group that is free meanwhile (RFC 8506 5.6.3, 4011, CONTINUE). */
  @Test
  void theOwedTerminationCountsNothingWhereChargingHadStopped() {
    CreditRequest owed = Samples.owedTermination("cc1", 3);
    ServiceUsage running = owed.services().get(0);
    world
        .journal()
        .journalClosing(
            owed.withServices(
                List.of(
                    new ServiceUsage(
                        running.ratingGroup(),
                        running.serviceIdentifier(),
                        running.used(),
                        null,
                        running.reasons(),
                        running.triggers(),
                        true))),
            () -> {});
    world.journal().usageLine("cc1").raise(Count.SENT, 10);
    world.settle();
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.ocs.requests.get(0).services().get(0).used()).isEqualTo(running.used());
  }

  @Test
  void aTerminationThatWasOnItsWayIsRepeatedAsItWas() {
    world.journal().journalClosing(Samples.sent(Samples.termination("cc1", 3)), () -> {});
    world.journal().usageLine("cc1").raise(Count.SENT, 10);
    world.settle();
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.ocs.requests).containsExactly(Samples.sent(Samples.termination("cc1", 3)));
  }

  @Test
  void anUpdateThatWasOnItsWayIsRepeatedBeforeTheTermination() throws Exception {
    world.ocs.always(new CreditOutcome.Undeliverable("timeout", true));
    world
        .journal()
        .journalClosing(
            Samples.sent(Samples.update("cc1", 2)), Samples.owedTermination("cc1", 3), () -> {});
    world.crash().crash();
    world.ocs.always(FakeOcs.answered(4012));
    world.pass(Duration.ofSeconds(1));
    world.ocs.always(FakeOcs.answered(2001));
    world.pass(Duration.ofSeconds(10));
    // With T or without: whether one of the former processes got as far as sending it is chance.
    assertThat(world.ocs.seen.stream().map(one -> one.replaceFirst(" T$", "")).distinct())
        .containsExactly("cc1 UPDATE 2", "cc1 TERMINATION 3");
    assertThat(world.store().counts().pending()).isZero();
    assertThat(world.store().counts().openSessions()).isZero();
  }

  /** RFC 6733 3: T only where the request may have been received, one identifier for all. */
  @Test
  void anOwedTerminationThatWasNeverSentHasNoTFlagAndKeepsItsIdentifierFromThenOn() {
    world.journal().journalClosing(Samples.owedTermination("cc1", 3), () -> {});
    world.settle();
    world.ocs.always(new CreditOutcome.Undeliverable("timeout", true));
    world.crash().pass(Duration.ofSeconds(2));
    world.crash();
    world.ocs.always(FakeOcs.answered(2001));
    world.pass(Duration.ofSeconds(10));
    assertThat(world.ocs.seen).containsExactly("cc1 TERMINATION 3 T");
    assertThat(world.ocs.requests.stream().map(CreditRequest::endToEnd).distinct())
        .singleElement()
        .isNotEqualTo(0);
    assertThat(world.ocs.firstSeen).isEqualTo("cc1 TERMINATION 3");
  }

  /** RFC 6733 3: a record that is sent again by the next process is the same request. */
  @Test
  void aRecordKeepsItsEndToEndIdentifierOverARestart() {
    world.cdf.hold();
    world.submit(Samples.start("s1"));
    world.settle();
    world.crash();
    world.cdf.release();
    world.pass(Duration.ofSeconds(1));
    assertThat(
            world.cdf.records.stream()
                .filter(record -> record.type() == RecordType.START)
                .map(AccountingRecord::endToEnd)
                .distinct())
        .singleElement()
        .isNotEqualTo(0);
  }

  /** RFC 8506 8.2: the OCS has taken that number, whether or not it finds duplicates. */
  @Test
  void anUpdateThatWasAnsweredIsNotRepeatedAfterAKillBeforeTheNextCheckpoint() {
    world
        .journal()
        .journalClosing(
            Samples.sent(Samples.update("cc1", 2)), Samples.owedTermination("cc1", 3), () -> {});
    world.journal().usageLine("cc1").answered(2);
    world.settle();
    world.crash().pass(Duration.ofSeconds(10));
    assertThat(world.ocs.seen).containsExactly("cc1 TERMINATION 3");
  }

  /** RFC 6733 3: an answer came, so it is no duplicate; and the OCS is given a moment. */
  @Test
  void afterAnErrorAnswerARequestIsRepeatedWithoutTheTFlagAndNotAtOnce() {
    world.journal().repeatUntilAnswered(Samples.sent(Samples.termination("cc1", 3)), false);
    world.settle();
    assertThat(world.ocs.seen).isEmpty();
    world.pass(Duration.ofSeconds(2));
    assertThat(world.ocs.seen).containsExactly("cc1 TERMINATION 3");
    assertThat(world.ocs.requests.get(0).endToEnd())
        .isEqualTo(Samples.sent(Samples.termination("cc1", 3)).endToEnd());
  }

  @Test
  void aRequestWhoseUnitsNobodyTookIsADeadLetterWithAnAlarm() throws Exception {
    world.journal().journalClosing(Samples.owedTermination("cc1", 3), () -> {});
    world.journal().deadLetter(Samples.sent(Samples.termination("cc1", 3)), 5031, "no Failed-AVP");
    world.settle();
    assertThat(world.store().counts().deadLetters()).isEqualTo(1);
    assertThat(world.store().counts().openSessions()).isZero();
    assertThat(world.store().deadLetters(0, 1).get(0).resultCode()).isEqualTo(5031);
    assertThat(world.alarms.on()).containsKey(JournalAlarm.DEAD_LETTERS);
    assertThat(world.journal().status().refused()).isEqualTo(1);
    assertThat(world.incidents.all)
        .containsExactly("DEAD_LETTER CH2 5031 cc1 icid-4711;\"quoted\"");
    world.crash().pass(Duration.ofSeconds(10));
    assertThat(world.ocs.seen).isEmpty();
  }

  /** RFC 8506 5.3: each rating group has a result of its own. */
  @Test
  void ofARepeatedRequestOnlyWhatWasNotTakenIsADeadLetter() throws Exception {
    world.ocs.always(FakeOcs.answeredFor(100, 5031));
    world
        .journal()
        .repeatUntilAnswered(Samples.sent(Samples.terminationOfTwoGroups("cc1", 3)), true);
    world.pass(Duration.ofSeconds(5));
    assertThat(world.store().counts().pending()).isZero();
    assertThat(world.store().deadLetters(0, 5))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.resultCode()).isEqualTo(5031);
              assertThat(letter.record().body())
                  .contains("\"ratingGroup\":100")
                  .doesNotContain("\"ratingGroup\":200");
            });
  }

  /** The user may have paid for what was not delivered: somebody has to be told. */
  @Test
  void aDebitThatWasOutstandingWhenTheProcessDiedIsADeadLetterWithAnAlarm() throws Exception {
    world.journal().journalClosing(Samples.sent(Samples.debit("d1")), () -> {});
    world.settle();
    world.crash().pass(Duration.ofSeconds(10));
    assertThat(world.ocs.seen).isEmpty();
    assertThat(world.store().counts().pending()).isZero();
    assertThat(world.store().deadLetters(0, 5))
        .singleElement()
        .satisfies(letter -> assertThat(letter.record().kind()).isEqualTo(Kind.DEBIT));
    assertThat(world.alarms.on()).containsKey(JournalAlarm.DEAD_LETTERS);
  }

  /** TS 32.260 5.2.1: a message that was accepted has its EVENT, whatever dies. */
  @Test
  void anEventThatWasUnderWayWhenTheProcessDiedIsSent() throws Exception {
    world.journal().journalClosing(Samples.largeMessage("m1"), () -> {});
    world.settle();
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.cdf.brief()).containsExactly("m1 EVENT 0");
    assertThat(world.store().counts().openSessions()).isZero();
  }

  @Test
  void anEventThatWasMadeIsOwedNoMore() throws Exception {
    world.journal().journalClosing(Samples.largeMessage("m1"), () -> {});
    world.submit(Samples.largeMessage("m1"));
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.store().counts().openSessions()).isZero();
    assertThat(world.cdf.brief()).isEmpty();
  }

  @Test
  void requestsOfOneSessionAreRepeatedOneAfterTheOther() throws Exception {
    world.ocs.always(new CreditOutcome.Undeliverable("timeout", true));
    world
        .journal()
        .repeatUntilAnswered(
            List.of(Samples.sent(Samples.update("cc1", 2)), Samples.termination("cc1", 3)), true);
    world.pass(Duration.ofSeconds(5));
    assertThat(world.ocs.seen).isNotEmpty().containsOnly("cc1 UPDATE 2 T");
    world.ocs.always(FakeOcs.answered(2001));
    world.pass(Duration.ofSeconds(10));
    assertThat(world.ocs.seen).endsWith("cc1 UPDATE 2 T", "cc1 TERMINATION 3");
    assertThat(world.store().counts().pending()).isZero();
  }

  @Test
  void aKillDuringRecoveryKeepsTheCounters() {
    world.submit(Samples.start("s1"));
    world.journal().usageLine("s1").raise(Count.SENT, 5);
    world.settle();
    world.crashWithoutRecovery().crashWithoutRecovery().pass(Duration.ofSeconds(1));
    AccountingRecord stop = world.cdf.records.get(world.cdf.records.size() - 1);
    assertThat(stop.service().messages()).extracting(MessageCounters::sent).isEqualTo(5L);
  }

  @Test
  void recordsThatMayHaveBeenSentAreRepeatedWithTheTFlagAndInOrder() {
    world.cdf.hold();
    world.submit(Samples.start("s1"));
    world.settle();
    world.crash();
    world.cdf.release();
    world.pass(Duration.ofSeconds(1));
    assertThat(world.cdf.brief()).containsExactly("s1 START 0 T", "s1 STOP 1");
  }

  @Test
  void recordsThatCertainlyWereNotSentHaveNoTFlag() {
    world.cdf.always(FakeCdf.NO_PEER);
    world.submit(Samples.start("s1"));
    world.pass(Duration.ofSeconds(1));
    world.submit(Samples.stop("s1", 1));
    world.crash();
    world.cdf.always(FakeCdf.SUCCESS);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.cdf.brief()).containsExactly("s1 START 0", "s1 STOP 1");
  }

  @Test
  void aFinishedSessionIsOwedNothing() {
    world.submit(Samples.start("s1"));
    world.submit(Samples.stop("s1", 1));
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.cdf.seen).isEmpty();
  }

  @Test
  void sessionsOfThisProcessAreNoOrphans() {
    world.crash();
    world.submit(Samples.start("s2"));
    world.pass(Duration.ofSeconds(10));
    assertThat(world.cdf.brief()).containsExactly("s2 START 0");
  }

  @Test
  void anOpenCreditSessionIsTerminatedWithTheReservedNumber() throws Exception {
    world
        .journal()
        .journalClosing(Samples.sent(Samples.termination("cc1", 3)), () -> world.told.add("owed"));
    world.settle();
    assertThat(world.told).containsExactly("owed");
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.ocs.seen).containsExactly("cc1 TERMINATION 3 T");
    assertThat(world.store().counts().pending()).isZero();
  }

  @Test
  void aSettledCreditSessionIsLeftAlone() {
    world.journal().journalClosing(Samples.sent(Samples.termination("cc1", 3)), () -> {});
    world.journal().settle("cc1");
    world.crash().pass(Duration.ofSeconds(1));
    assertThat(world.ocs.seen).isEmpty();
  }

  @Test
  void aRefundIsRepeatedOverRestartsUntilItIsAnswered() throws Exception {
    world.ocs.always(new CreditOutcome.Undeliverable("timeout", true));
    world.journal().repeatUntilAnswered(Samples.sent(Samples.refund("r1")), true);
    world.pass(Duration.ofSeconds(10));
    assertThat(world.ocs.seen).hasSizeGreaterThan(1).containsOnly("r1 EVENT 0 T");
    world.crash();
    world.ocs.always(FakeOcs.answered(2001));
    world.pass(Duration.ofSeconds(10));
    assertThat(world.ocs.seen).containsExactly("r1 EVENT 0 T");
    assertThat(world.store().counts().pending()).isZero();
  }

  @Test
  void aTerminationThatReplacesWhatWasOwedIsSentOnce() throws Exception {
    world.journal().journalClosing(Samples.sent(Samples.termination("cc1", 3)), () -> {});
    world.ocs.always(new CreditOutcome.Undeliverable("timeout", true));
    world.journal().repeatUntilAnswered(Samples.sent(Samples.termination("cc1", 3)), true);
    world.settle();
    world.crash();
    world.ocs.always(FakeOcs.answered(2001));
    world.pass(Duration.ofSeconds(10));
    assertThat(world.ocs.seen).containsExactly("cc1 TERMINATION 3 T");
  }

  @Test
  void aCrashDuringRecoveryChangesNothing() throws Exception {
    for (int i = 0; i < 450; i++) {
      world.submit(Samples.start("s" + i));
    }
    world.settle();
    world.cdf.always(FakeCdf.NO_PEER);
    world.crash();
    world.crash();
    world.cdf.always(FakeCdf.SUCCESS);
    world.pass(Duration.ofSeconds(20));
    assertThat(world.cdf.brief().stream().filter(each -> each.endsWith("STOP 1")).distinct())
        .hasSize(450);
    assertThat(world.store().counts().openSessions()).isZero();
    assertThat(world.store().counts().pending()).isZero();
  }
}
