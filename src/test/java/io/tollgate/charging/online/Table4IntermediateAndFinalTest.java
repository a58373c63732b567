package io.tollgate.charging.online;

import static io.tollgate.charging.record.FailureHandling.CONTINUE;
import static io.tollgate.charging.record.FailureHandling.TERMINATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.testkit.Answers;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8506 7, table 4: client, session based, intermediate and final. One test per row. */
class Table4IntermediateAndFinalTest {

  private static long used(CreditFixture credit) {
    return used(credit.ocs.last());
  }

  private static long used(CreditRequest request) {
    return request.services().get(0).used().stream()
        .mapToLong(used -> used.units().get(UnitType.SERVICE_SPECIFIC))
        .sum();
  }

  @Nested
  class InOpen {
    @Test
    void grantedUnitElapsesSendsAnUpdateAndStartsTx() {
      CreditFixture credit = CreditFixture.open();
      credit.messages(10);
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.UPDATE);
      assertThat(credit.ocs.last().number()).isEqualTo(1);
      assertThat(credit.ocs.last().services().get(0).used().get(0).reason())
          .isEqualTo(ReportingReason.QUOTA_EXHAUSTED);
      assertThat(used(credit)).isEqualTo(10);
    }

    @Test
    void grantedUnitElapsesWithFinalUnitTerminateEndsTheServiceAndTheSession() {
      CreditFixture credit = new CreditFixture();
      credit.obeys = true;
      credit.begin();
      credit.ocs.answer(Answers.with(Answers.messages(2).last()));
      credit.messages(2);
      assertThat(credit.told).hasSize(1);
      assertThat(credit.told.get(0).status()).isEqualTo(402);
      assertThat(credit.state()).isEqualTo("PendingT");
      assertThat(used(credit)).isEqualTo(2);
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
    }

    @Test
    void changeInRatingConditionSendsAnUpdate() {
      CreditFixture credit = CreditFixture.open();
      credit.message();
      credit.join(3);
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(credit.ocs.last().services().get(0).reasons())
          .containsExactly(ReportingReason.RATING_CONDITION_CHANGE);
      assertThat(credit.ocs.last().services().get(0).triggers())
          .containsExactly(TriggerType.CHANGE_IN_PARTICIPANTS_NMB);
      assertThat(used(credit)).isEqualTo(1);
    }

    @Test
    void validityTimeElapsesSendsAnUpdate() {
      CreditFixture credit = new CreditFixture();
      credit.begin();
      credit.ocs.answer(Answers.with(Answers.messages(5).validity(Duration.ofSeconds(60))));
      credit.time.pass(Duration.ofSeconds(59));
      assertThat(credit.state()).isEqualTo("Open");
      credit.time.pass(Duration.ofSeconds(1));
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(credit.ocs.last().services().get(0).reasons())
          .containsExactly(ReportingReason.VALIDITY_TIME);
    }

    @Test
    void userServiceTerminatedSendsTheTermination() {
      CreditFixture credit = CreditFixture.open();
      credit.messages(3);
      credit.end();
      assertThat(credit.state()).isEqualTo("PendingT");
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(credit.ocs.last().terminationCause()).isEqualTo(TerminationCause.LOGOUT);
      assertThat(credit.ocs.last().services().get(0).reasons())
          .containsExactly(ReportingReason.FINAL);
      assertThat(used(credit)).isEqualTo(3);
    }

    @Test
    void rarIsAnsweredFirstThenAnUpdateFollows() {
      CreditFixture credit = CreditFixture.open();
      credit.reauthorise();
      assertThat(credit.reactions).containsExactly(Reaction.STARTED);
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(credit.ocs.last().services().get(0).reasons())
          .containsExactly(ReportingReason.FORCED_REAUTHORISATION);
    }

    @Test
    void asrEndsTheServiceThenTheSession() {
      CreditFixture credit = CreditFixture.open();
      credit.obeys = true;
      credit.abort();
      assertThat(credit.reactions).containsExactly(Reaction.STARTED);
      assertThat(credit.told).hasSize(1);
      assertThat(credit.state()).isEqualTo("PendingT");
      assertThat(credit.ocs.last().terminationCause()).isEqualTo(TerminationCause.ADMINISTRATIVE);
    }
  }

  @Nested
  class InPendingU {
    @Test
    void successfulAnswerStopsTxAndOpens() {
      CreditFixture credit = CreditFixture.updating(TERMINATE);
      credit.ocs.grant(10);
      assertThat(credit.state()).isEqualTo("Open");
      assertThat(credit.verdicts).containsExactly("join granted");
      assertThat(credit.time.pendingTimers()).isZero();
    }

    @Test
    void failureToSendUnderContinueGrantsTheService() {
      CreditFixture credit = CreditFixture.updating(CONTINUE);
      credit.ocs.fail(true);
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("join granted");
      assertThat(credit.told).isEmpty();
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
    }

    @ParameterizedTest
    @EnumSource(names = {"TERMINATE", "RETRY_AND_TERMINATE"})
    void failureToSendOtherwiseTerminatesTheService(FailureHandling handling) {
      CreditFixture credit = CreditFixture.reporting(handling);
      credit.ocs.fail(true);
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.told).hasSize(1);
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
    }

    @Test
    void txExpiredUnderTerminateTerminatesTheService() {
      CreditFixture credit = CreditFixture.reporting(TERMINATE);
      credit.txExpires();
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.told).hasSize(1);
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTINUE", "RETRY_AND_TERMINATE"})
    void txExpiredOtherwiseGrantsTheServiceAndStays(FailureHandling handling) {
      CreditFixture credit = CreditFixture.updating(handling);
      credit.txExpires();
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(credit.verdicts).containsExactly("join granted");
      credit.messages(20);
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void endUserServiceDeniedTerminatesTheService() {
      CreditFixture credit = CreditFixture.reporting(CONTINUE);
      credit.ocs.answer(Answers.code(4010));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.told.get(0).status()).isEqualTo(403);
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
    }

    @Test
    void creditLimitReachedTerminatesTheServiceEvenUnderContinue() {
      CreditFixture credit = CreditFixture.reporting(CONTINUE);
      credit.ocs.answer(Answers.code(4012));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.told.get(0).status()).isEqualTo(402);
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
    }

    @Test
    void toTheLetterNothingIsSentAfterADenial() {
      CreditFixture credit = new CreditFixture(CreditFixture.policy(TERMINATE, false));
      credit.begin();
      credit.ocs.grant(10);
      credit.leave(1);
      credit.ocs.answer(Answers.code(4010));
      credit.end();
      assertThat(credit.session.isClosed()).isTrue();
      assertThat(credit.ocs.types())
          .containsExactly(CreditRequestType.INITIAL, CreditRequestType.UPDATE);
      assertThat(credit.ocs.owed).isEmpty();
    }

    @Test
    void byDefaultATerminationFollowsADenial() {
      CreditFixture credit = CreditFixture.reporting(TERMINATE);
      credit.ocs.answer(Answers.code(4010));
      credit.end();
      assertThat(credit.state()).isEqualTo("PendingT");
      credit.ocs.answer(Answers.code(5002));
      assertThat(credit.session.isClosed()).isTrue();
    }

    @Test
    void creditControlNotApplicableGrantsTheServiceForGood() {
      CreditFixture credit = CreditFixture.updating(TERMINATE);
      credit.ocs.answer(Answers.code(4011));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("join granted");
      credit.messages(100);
      credit.end();
      assertThat(credit.ocs.requests).hasSize(2);
      assertThat(credit.ocs.owed).isEmpty();
    }

    /** Nothing silent: what was used last is charged to nobody. */
    @Test
    void creditControlNotApplicableAfterTheEndIsTold() {
      CreditFixture credit = CreditFixture.updating(TERMINATE);
      credit.messages(2);
      credit.end();
      credit.ocs.answer(Answers.code(4011));
      assertThat(credit.session.isClosed()).isTrue();
      assertThat(credit.ocs.uncharged).containsExactly("the OCS says that it is free");
      assertThat(credit.ocs.owed).isEmpty();
    }

    @Test
    void failedAnswerUnderContinueGrantsTheService() {
      CreditFixture credit = CreditFixture.updating(CONTINUE);
      credit.ocs.answer(Answers.code(5031));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("join granted");
    }

    @ParameterizedTest
    @EnumSource(names = {"TERMINATE", "RETRY_AND_TERMINATE"})
    void failedAnswerOtherwiseTerminatesTheService(FailureHandling handling) {
      CreditFixture credit = CreditFixture.reporting(handling);
      credit.ocs.answer(Answers.code(5031));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.told).hasSize(1);
      credit.end();
      assertThat(credit.ocs.last().terminationCause())
          .as("RFC 6733 8.15: an answer came, nothing timed out")
          .isEqualTo(TerminationCause.ADMINISTRATIVE);
    }

    @Test
    void userServiceTerminatedIsQueuedAndAbsorbsWhatElseIsQueued() {
      CreditFixture credit = CreditFixture.updating(TERMINATE);
      credit.join(4);
      credit.end();
      assertThat(credit.state()).isEqualTo("PendingU");
      credit.ocs.grant(10);
      assertThat(credit.state()).isEqualTo("PendingT");
      assertThat(credit.ocs.types())
          .containsExactly(
              CreditRequestType.INITIAL, CreditRequestType.UPDATE, CreditRequestType.TERMINATION);
      assertThat(credit.ocs.last().number()).isEqualTo(2);
    }

    @Test
    void changesInRatingConditionAreQueuedAndBecomeOneUpdateWithTheLatestRoster() {
      CreditFixture credit = CreditFixture.updating(TERMINATE);
      credit.join(4);
      credit.join(5);
      credit.join(6);
      assertThat(credit.ocs.requests).hasSize(2);
      credit.ocs.grant(10);
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(credit.ocs.requests).hasSize(3);
      assertThat(credit.ocs.last().service().roster().count()).isEqualTo(6);
    }

    @Test
    void rarIsAnsweredAndNothingMoreIsSent() {
      CreditFixture credit = CreditFixture.updating(TERMINATE);
      credit.reauthorise();
      assertThat(credit.reactions).containsExactly(Reaction.UNDER_WAY);
      assertThat(credit.ocs.requests).hasSize(2);
      credit.ocs.grant(10);
      assertThat(credit.state()).isEqualTo("Open");
    }

    /** RFC 3261 14.1: a refusal is for who asked, and the others go on under the former terms. */
    @ParameterizedTest
    @ValueSource(ints = {4010, 4012, 5003, 5030, 5031})
    void aRefusedJoinLeavesTheOthersWhatWasGrantedBefore(int code) {
      CreditFixture credit = CreditFixture.updating(TERMINATE);
      credit.ocs.answer(Answers.code(code));
      assertThat(credit.verdicts).singleElement().asString().startsWith("join refused");
      assertThat(credit.told).isEmpty();
      assertThat(credit.state()).isEqualTo("Open");
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void aJoinThatTheOcsIsSilentAboutIsRefusedAloneAndMadeSureOfLater() {
      CreditFixture credit = CreditFixture.open();
      credit.messages(4);
      credit.join(3);
      credit.txExpires();
      assertThat(credit.verdicts).containsExactly("join refused 503");
      assertThat(credit.told).isEmpty();
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
      credit.ocs.fail(true);
      credit.time.pass(Duration.ofSeconds(10));
      assertThat(credit.ocs.requests).hasSize(3);
      assertThat(credit.ocs.requests.get(2)).isSameAs(credit.ocs.requests.get(1));
      assertThat(credit.ocs.flagged).containsExactly(credit.ocs.last());
      credit.ocs.grant(10);
      assertThat(credit.state()).isEqualTo("Open");
      credit.end();
      assertThat(used(credit)).isEqualTo(1);
    }

    @Test
    void theFormerGrantIsServedToItsEndAndNoFurtherWhileTheOcsIsSilent() {
      CreditFixture credit = CreditFixture.updating(TERMINATE);
      credit.txExpires();
      credit.messages(9);
      assertThat(credit.told).isEmpty();
      credit.message();
      assertThat(credit.told).hasSize(1);
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
    }

    @Test
    void anEndWhileTheOcsIsSilentLeavesBothRequestsToTheLedger() {
      CreditFixture credit = CreditFixture.updating(TERMINATE);
      credit.ocs.fail(true);
      credit.messages(2);
      credit.end();
      assertThat(credit.session.isClosed()).isTrue();
      assertThat(credit.ocs.repeated)
          .extracting(CreditRequest::type)
          .containsExactly(CreditRequestType.UPDATE, CreditRequestType.TERMINATION);
      assertThat(credit.ocs.flagged).containsExactly(credit.ocs.repeated.get(0));
    }

    /** A change that waits for another's answer is a gate all the same (F6, F10). */
    @Test
    void aQueuedChangeWaitsForItsOwnAnswer() {
      CreditFixture credit = CreditFixture.updating(TERMINATE);
      credit.change(Procedure.MODIFY, 3, "modify");
      credit.ocs.grant(10);
      assertThat(credit.verdicts).containsExactly("join granted");
      credit.ocs.answer(Answers.code(4012));
      assertThat(credit.verdicts).containsExactly("join granted", "modify refused 402");
    }

    /** RFC 8506 9.1: these say that the units were not taken, so they are reported again. */
    @ParameterizedTest
    @ValueSource(ints = {5003, 5030})
    void whatADenialDidNotTakeIsReportedAgain(int code) {
      CreditFixture credit = CreditFixture.open();
      credit.messages(4);
      credit.leave(1);
      credit.ocs.answer(Answers.code(code));
      credit.end();
      assertThat(used(credit)).isEqualTo(4);
    }

    @Test
    void aReportThatTheOcsTookIsNotMadeAgainWhenNobodyUnderstandsTheGrant() {
      CreditFixture credit = CreditFixture.open();
      credit.messages(4);
      credit.leave(1);
      credit.ocs.misunderstood(2001);
      assertThat(credit.told).hasSize(1);
      credit.end();
      assertThat(credit.ocs.last().terminationCause()).isEqualTo(TerminationCause.BAD_ANSWER);
      assertThat(used(credit)).isZero();
    }

    @Test
    void aSessionThatTheOcsLostIsOpenedAnewAndReportsTheLostUsage() {
      CreditFixture credit = lost();
      credit.ocs.grant(10);
      credit.join(4);
      assertThat(credit.ocs.last().sessionId()).isEqualTo("c;2");
      assertThat(used(credit)).isEqualTo(4);
      credit.ocs.answer(Answers.code(5002));
      assertThat(credit.told).as("opened once without a report in between").isEmpty();
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.UPDATE);
    }

    @Test
    void aReportThatIsTakenLetsItBeOpenedAnewOnceMore() {
      CreditFixture credit = lost();
      credit.ocs.grant(10);
      credit.leave(2);
      credit.ocs.grant(10);
      credit.leave(1);
      credit.ocs.answer(Answers.code(5002));
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.INITIAL);
      assertThat(credit.ocs.last().sessionId()).isEqualTo("c;3");
    }

    /** RFC 8506 5.4: what was used is with nobody, so an operator is told. */
    @ParameterizedTest
    @ValueSource(ints = {4012, 5031})
    void whenItIsNotOpenedAnewTheLostUsageIsADeadLetter(int code) {
      CreditFixture credit = lost();
      assertThat(credit.gate.admit(later -> {})).isEqualTo(Admission.ADMITTED);
      credit.ocs.answer(Answers.code(code));
      assertThat(credit.told).hasSize(1);
      credit.gate.completed();
      credit.end();
      assertThat(credit.ocs.deadLetters)
          .singleElement()
          .satisfies(letter -> assertThat(used(letter)).isEqualTo(5));
      assertThat(credit.ocs.owed).isEmpty();
    }

    /** RFC 6733 8.5: the service ends in its own time, and what it still carries is told. */
    @Test
    void abortedWhileItIsOpenedAnewItReportsWhatIsCarriedUntilTheServiceEnds() {
      CreditFixture credit = lost();
      assertThat(credit.gate.admit(later -> {})).isEqualTo(Admission.ADMITTED);
      credit.abort();
      assertThat(credit.told).hasSize(1);
      credit.ocs.grant(10);
      credit.gate.completed();
      credit.end();
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(used(credit)).isEqualTo(5);
    }

    @Test
    void abortedAndNotOpenedAnewItBuriesWhatIsCarriedUntilTheServiceEnds() {
      CreditFixture credit = lost();
      assertThat(credit.gate.admit(later -> {})).isEqualTo(Admission.ADMITTED);
      credit.abort();
      credit.ocs.answer(Answers.code(4010));
      credit.gate.completed();
      credit.end();
      assertThat(credit.ocs.deadLetters)
          .singleElement()
          .satisfies(letter -> assertThat(used(letter)).isEqualTo(5));
    }

    private CreditFixture lost() {
      CreditFixture credit = CreditFixture.open();
      credit.messages(4);
      credit.join(3);
      credit.ocs.answer(Answers.code(5002));
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.INITIAL);
      assertThat(credit.ocs.last().sessionId()).isEqualTo("c;2");
      return credit;
    }
  }

  @Nested
  class InPendingT {
    private CreditFixture terminating() {
      CreditFixture credit = CreditFixture.open();
      credit.messages(3);
      credit.end();
      return credit;
    }

    @Test
    void successfulAnswerEndsInIdle() {
      CreditFixture credit = terminating();
      credit.ocs.answer(Answers.code(2001));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.ocs.owed).isEmpty();
      assertThat(credit.registry.count()).isZero();
    }

    /** RFC 8506 5.4: what the OCS did not take is not lost sight of. */
    @ParameterizedTest
    @ValueSource(ints = {5002, 5012, 5031, 4012})
    void failedAnswerEndsInIdleAndIsADeadLetter(int code) {
      CreditFixture credit = terminating();
      credit.ocs.answer(Answers.code(code));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.ocs.owed).isEmpty();
      assertThat(credit.ocs.deadLetters)
          .singleElement()
          .satisfies(letter -> assertThat(used(letter)).isEqualTo(3));
    }

    @Test
    void aSessionThatTheOcsDoesNotKnowAndNobodyUsedLeavesNothing() {
      CreditFixture credit = CreditFixture.open();
      credit.end();
      credit.ocs.answer(Answers.code(5002));
      assertThat(credit.ocs.deadLetters).isEmpty();
      assertThat(credit.ocs.owed).isEmpty();
    }

    @Test
    void whatOneRatingGroupsOwnResultDidNotTakeIsADeadLetter() {
      CreditFixture credit = terminating();
      credit.ocs.answer(Answers.with(Answers.grant(null).resultCode(5031)));
      assertThat(credit.ocs.deadLetters).hasSize(1);
    }

    @Test
    void failureToSendEndsInIdleAndTheLedgerRepeats() {
      CreditFixture credit = terminating();
      credit.ocs.fail(true);
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.ocs.repeated).containsExactly(credit.ocs.last());
    }

    @Test
    void changeInRatingConditionIsIgnored() {
      CreditFixture credit = terminating();
      credit.join(3);
      assertThat(credit.state()).isEqualTo("PendingT");
      assertThat(credit.ocs.requests).hasSize(2);
    }
  }
}
