package io.tollgate.charging.online;

import static io.tollgate.charging.record.FailureHandling.CONTINUE;
import static io.tollgate.charging.record.FailureHandling.RETRY_AND_TERMINATE;
import static io.tollgate.charging.record.FailureHandling.TERMINATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.Samples;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8506 7, table 3: client, session based, first request. One test per row. */
class Table3FirstRequestTest {

  /**
   * RFC 8506 5.4: each rating group is named, with nothing used, so that its units are released.
   */
  private static void assertGivesBackWhatIsReserved(CreditFixture credit) {
    assertThat(credit.ocs.last().services())
        .singleElement()
        .satisfies(
            service -> {
              assertThat(service.ratingGroup()).isEqualTo(2);
              assertThat(service.isAnythingUsed()).isFalse();
              assertThat(service.requested()).isNull();
              assertThat(service.reasons()).containsExactly(ReportingReason.FINAL);
            });
  }

  @Nested
  class InIdle {
    @Test
    void serviceRequestedSendsTheInitialRequestAndStartsTx() {
      CreditFixture credit = new CreditFixture();
      credit.begin();
      assertThat(credit.state()).isEqualTo("PendingI");
      assertThat(credit.ocs.types()).containsExactly(CreditRequestType.INITIAL);
      assertThat(credit.ocs.last().number()).isZero();
      assertThat(credit.time.pendingTimers()).isEqualTo(1);
      assertThat(credit.verdicts).isEmpty();
    }
  }

  @Nested
  class InPendingI {
    private CreditFixture pending(FailureHandling handling) {
      CreditFixture credit = new CreditFixture(handling);
      credit.begin();
      return credit;
    }

    @Test
    void successfulAnswerStopsTxAndOpens() {
      CreditFixture credit = pending(TERMINATE);
      credit.ocs.grant(10);
      assertThat(credit.state()).isEqualTo("Open");
      assertThat(credit.verdicts).containsExactly("start granted");
      assertThat(credit.time.pendingTimers()).isZero();
    }

    /** Recovery adds what was used since to the units that stand there, and to no others. */
    @Test
    void fromTheGrantOnWhatIsOwedIsCountedInTheGrantedUnits() {
      CreditFixture credit = pending(TERMINATE);
      credit.ocs.grant(10);
      assertThat(credit.ocs.owed.values())
          .singleElement()
          .satisfies(
              owed ->
                  assertThat(owed.services().get(0).used().get(0).units().amounts())
                      .containsExactly(Map.entry(UnitType.SERVICE_SPECIFIC, 0L)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failureToSendUnderContinueGrantsTheService(boolean maybeProcessed) {
      CreditFixture credit = pending(CONTINUE);
      credit.ocs.fail(maybeProcessed);
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("start granted");
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
    }

    @ParameterizedTest
    @EnumSource(names = {"TERMINATE", "RETRY_AND_TERMINATE"})
    void failureToSendOtherwiseTerminatesTheService(FailureHandling handling) {
      CreditFixture credit = pending(handling);
      credit.ocs.fail(false);
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("start refused 503");
      assertThat(credit.ocs.owed).isEmpty();
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
    }

    @Test
    void txExpiredUnderTerminateTerminatesTheService() {
      CreditFixture credit = pending(TERMINATE);
      credit.txExpires();
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("start refused 503");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTINUE", "RETRY_AND_TERMINATE"})
    void txExpiredOtherwiseGrantsTheServiceAndStays(FailureHandling handling) {
      CreditFixture credit = pending(handling);
      credit.txExpires();
      assertThat(credit.state()).isEqualTo("PendingI");
      assertThat(credit.verdicts).containsExactly("start granted");
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {4010, 5030})
    void deniedOrUnknownUserTerminatesTheServiceWhateverTheFailureHandling(int code) {
      CreditFixture credit = pending(CONTINUE);
      credit.ocs.answer(Answers.code(code));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("start refused 403");
    }

    @Test
    void creditLimitReachedNeverGrantsUnderContinue() {
      CreditFixture credit = pending(CONTINUE);
      credit.ocs.answer(Answers.code(4012));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("start refused 402");
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
    }

    @Test
    void creditControlNotApplicableGrantsTheService() {
      CreditFixture credit = pending(TERMINATE);
      credit.ocs.answer(Answers.code(4011));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("start granted");
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
      assertThat(credit.ocs.owed).isEmpty();
    }

    @Test
    void failedAnswerUnderContinueGrantsTheService() {
      CreditFixture credit = pending(CONTINUE);
      credit.ocs.answer(Answers.code(5031));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("start granted");
    }

    @ParameterizedTest
    @EnumSource(names = {"TERMINATE", "RETRY_AND_TERMINATE"})
    void failedAnswerOtherwiseTerminatesTheService(FailureHandling handling) {
      CreditFixture credit = pending(handling);
      credit.ocs.answer(Answers.code(5031));
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.verdicts).containsExactly("start refused 500");
    }

    @Test
    void theAnswersFailureHandlingBeatsTheConfiguredOne() {
      CreditFixture credit = pending(TERMINATE);
      credit.ocs.answer(Answers.code(5031, CONTINUE));
      assertThat(credit.verdicts).containsExactly("start granted");
    }

    @Test
    void userServiceTerminatedIsQueuedAndBecomesATerminationWithoutUse() {
      CreditFixture credit = pending(TERMINATE);
      credit.session.end(Samples.event("CANCEL", 0), TerminationCause.SERVICE_NOT_PROVIDED, false);
      assertThat(credit.state()).isEqualTo("PendingI");
      credit.ocs.grant(10);
      assertThat(credit.state()).isEqualTo("PendingT");
      assertThat(credit.ocs.types())
          .containsExactly(CreditRequestType.INITIAL, CreditRequestType.TERMINATION);
      assertThat(credit.ocs.last().number()).isEqualTo(1);
      assertGivesBackWhatIsReserved(credit);
    }

    @Test
    void changeInRatingConditionIsQueuedAndBecomesAnUpdate() {
      CreditFixture credit = pending(RETRY_AND_TERMINATE);
      credit.txExpires();
      credit.join(3);
      assertThat(credit.state()).isEqualTo("PendingI");
      credit.ocs.grant(10);
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.UPDATE);
      assertThat(credit.ocs.last().service().roster().count()).isEqualTo(3);
    }
  }

  @Nested
  class WhenTheAnswerIsLate {
    @Test
    void aSuccessAfterTheSessionEndedLeadsToATerminationWithoutUse() {
      CreditFixture credit = new CreditFixture();
      credit.begin();
      credit.txExpires();
      credit.ocs.grant(10);
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      assertGivesBackWhatIsReserved(credit);
      credit.ocs.answer(Answers.code(2001));
      assertThat(credit.session.isClosed()).isTrue();
      assertThat(credit.ocs.owed).isEmpty();
    }

    /** RFC 8506 5.4 and 7: nobody knows what the OCS has reserved. */
    @Test
    void anInitialOfWhichNobodyKnowsWhetherItArrivedIsFollowedByATerminationOfEachRatingGroup() {
      CreditFixture credit = new CreditFixture();
      credit.begin();
      credit.ocs.fail(true);
      assertThat(credit.verdicts).containsExactly("start refused 503");
      CreditRequest termination = credit.ocs.repeated.get(0);
      assertThat(termination.type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(termination.services()).extracting(ServiceUsage::ratingGroup).containsExactly(2L);
      assertThat(credit.ocs.flagged).isEmpty();
    }

    /** RFC 6733 8.15, BAD_ANSWER: the OCS has opened what nobody here can use. */
    @ParameterizedTest
    @ValueSource(ints = {2001, 0})
    void anAnswerThatNobodyUnderstandsIsNoGrantAndIsFollowedByATermination(int code) {
      CreditFixture credit = new CreditFixture();
      credit.begin();
      credit.ocs.misunderstood(code);
      assertThat(credit.verdicts).containsExactly("start refused 500");
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(credit.ocs.last().terminationCause()).isEqualTo(TerminationCause.BAD_ANSWER);
      assertGivesBackWhatIsReserved(credit);
    }

    /** RFC 8506 5.2: no units, no service. */
    @Test
    void aGrantOfZeroRefusesTheService() {
      CreditFixture credit = new CreditFixture();
      credit.begin();
      credit.ocs.grant(0);
      assertThat(credit.verdicts).containsExactly("start refused 402");
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(credit.told).isEmpty();
    }

    @Test
    void aFailureAfterTheSessionEndedLeavesNothing() {
      CreditFixture credit = new CreditFixture();
      credit.begin();
      credit.txExpires();
      credit.ocs.answer(Answers.code(4012));
      assertThat(credit.session.isClosed()).isTrue();
      assertThat(credit.ocs.owed).isEmpty();
      assertThat(credit.registry.count()).isZero();
    }

    @Test
    void noAnswerAtAllMakesTheLedgerCloseWhatMayBeOpen() {
      CreditFixture credit = new CreditFixture();
      credit.begin();
      credit.txExpires();
      credit.ocs.fail(true);
      assertThat(credit.session.isClosed()).isTrue();
      assertThat(credit.ocs.repeated).hasSize(1);
      assertThat(credit.ocs.repeated.get(0).number()).isEqualTo(1);
    }

    @Test
    void whatWasUsedBeforeALateRefusalIsToldAsUncharged() {
      CreditFixture credit = new CreditFixture(CONTINUE);
      credit.begin();
      credit.txExpires();
      credit.message();
      assertThat(credit.ocs.uncharged).isEmpty();
      credit.ocs.answer(Answers.code(4010));
      assertThat(credit.ocs.uncharged).hasSize(1);
    }

    @Test
    void aSuccessUnderContinueIsUsed() {
      CreditFixture credit = new CreditFixture(CONTINUE);
      credit.begin();
      credit.txExpires();
      credit.messages(4);
      credit.ocs.grant(10);
      assertThat(credit.state()).isEqualTo("Open");
      credit.messages(6);
      credit.time.pass(Duration.ZERO);
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.UPDATE);
      assertThat(
              credit
                  .ocs
                  .last()
                  .services()
                  .get(0)
                  .used()
                  .get(0)
                  .units()
                  .get(UnitType.SERVICE_SPECIFIC))
          .isEqualTo(10);
    }
  }
}
