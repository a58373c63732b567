package io.tollgate.charging.online;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Debit;
import io.tollgate.charging.record.DebitFailureHandling;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.Octets;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.SessionServer;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.Turns;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.FakeOcs;
import io.tollgate.charging.testkit.FakeTime;
import io.tollgate.charging.testkit.Policies;
import io.tollgate.charging.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8506 7, table 5: client, event based. One test per row. */
class Table5OneTimeEventTest {

  private final FakeTime time = new FakeTime();
  private final FakeOcs ocs = new FakeOcs();
  private final List<String> said = new ArrayList<>();
  private int id;
  private OneTimeCredit credit = credit(DebitFailureHandling.TERMINATE_OR_BUFFER);

  private OneTimeCredit credit(DebitFailureHandling handling) {
    return credit(Policies.failing(handling));
  }

  private OneTimeCredit credit(OnlinePolicy policy) {
    return new OneTimeCredit(
        () -> "e;" + ++id,
        new SessionFacts(
            Samples.terms(ServiceProfile.IM, ServiceKind.PAGE_MESSAGE, FunctionRole.PARTICIPATING),
            true,
            time),
        policy,
        ocs,
        ocs,
        time,
        new Turns(Runnable::run),
        why -> {});
  }

  private OneTimeCredit credit(Debit before) {
    return new OneTimeCredit(
        () -> "e;" + ++id,
        new SessionFacts(
            Samples.terms(ServiceProfile.IM, ServiceKind.PAGE_MESSAGE, FunctionRole.PARTICIPATING)
                .withDebit(before),
            true,
            time),
        OnlinePolicy.DEFAULT,
        ocs,
        ocs,
        time,
        new Turns(Runnable::run),
        why -> {});
  }

  private OneTimeCredit ratedTwice() {
    Units one = Units.of(UnitType.SERVICE_SPECIFIC, 1);
    Map<ServiceKind, List<RatedService>> plan = new EnumMap<>(RatingPlan.DEFAULT.services());
    plan.put(
        ServiceKind.PAGE_MESSAGE,
        List.of(new RatedService(2, null, one), new RatedService(7, null, one)));
    return credit(Policies.failing(FailureHandling.TERMINATE, new RatingPlan(plan)));
  }

  private void debit() {
    credit.debit(
        Samples.event("MESSAGE", 1).withMessage(List.of(), 3, 0),
        new Verdict() {
          @Override
          public void granted() {
            said.add("granted");
          }

          @Override
          public void refused(Refusal refusal) {
            said.add("refused " + refusal.status());
          }
        });
  }

  private void txExpires() {
    time.pass(Duration.ofSeconds(5));
  }

  @Test
  void serviceRequestedSendsOneEventRequestAndStartsTx() {
    debit();
    assertThat(ocs.last().type()).isEqualTo(CreditRequestType.EVENT);
    assertThat(ocs.last().number()).isZero();
    assertThat(ocs.last().action()).isEqualTo(RequestedAction.DIRECT_DEBITING);
    assertThat(
            requireNonNull(ocs.last().services().get(0).requested()).get(UnitType.SERVICE_SPECIFIC))
        .isEqualTo(3);
    assertThat(time.pendingTimers()).isEqualTo(1);
    assertThat(said).isEmpty();
  }

  @Nested
  class DirectDebiting {
    @Test
    void successGrantsTheService() {
      debit();
      ocs.grant(3);
      assertThat(said).containsExactly("granted");
      assertThat(time.pendingTimers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {4010, 5030, 4012})
    void deniedWhileTxRunsTerminatesTheService(int code) {
      credit = credit(DebitFailureHandling.CONTINUE);
      debit();
      ocs.answer(Answers.code(code));
      assertThat(said).containsExactly("refused " + (code == 4012 ? 402 : 403));
    }

    @Test
    void creditControlNotApplicableGrantsTheService() {
      debit();
      ocs.answer(Answers.code(4011));
      assertThat(said).containsExactly("granted");
    }

    @Test
    void failedAnswerUnderContinueGrantsTheService() {
      credit = credit(DebitFailureHandling.CONTINUE);
      debit();
      ocs.answer(Answers.code(5031));
      assertThat(said).containsExactly("granted");
    }

    @Test
    void failureToSendUnderContinueGrantsTheServiceAndForgets() {
      credit = credit(DebitFailureHandling.CONTINUE);
      debit();
      ocs.fail(true);
      assertThat(said).containsExactly("granted");
      assertThat(ocs.repeated).isEmpty();
    }

    @Test
    void failedAnswerUnderTerminateOrBufferWhileTxRunsTerminatesTheService() {
      debit();
      ocs.answer(Answers.code(5031));
      assertThat(said).containsExactly("refused 500");
      assertThat(ocs.repeated).isEmpty();
    }

    @Test
    void certainlyNotDebitedUnderTerminateOrBufferTerminatesTheService() {
      debit();
      ocs.fail(false);
      assertThat(said).containsExactly("refused 503");
      assertThat(ocs.repeated).isEmpty();
    }

    @Test
    void perhapsDebitedUnderTerminateOrBufferGrantsAndStores() {
      debit();
      ocs.fail(true);
      assertThat(said).containsExactly("granted");
      assertThat(ocs.repeated).containsExactly(ocs.last());
    }

    @Test
    void txExpiredGrantsTheServiceAndWaits() {
      debit();
      txExpires();
      assertThat(said).containsExactly("granted");
      assertThat(ocs.isAnyUnanswered()).isTrue();
    }

    @Test
    void failureToSendAfterTxUnderTerminateOrBufferStoresTheRequest() {
      debit();
      txExpires();
      ocs.fail(false);
      assertThat(said).containsExactly("granted");
      assertThat(ocs.repeated).containsExactly(ocs.last());
    }

    @Test
    void aNoAfterTxChangesNothing() {
      debit();
      txExpires();
      ocs.answer(Answers.code(4012));
      assertThat(said).containsExactly("granted");
      assertThat(ocs.repeated).isEmpty();
    }

    /** Nothing silent: the message went, and nobody charges it. */
    @Test
    void aNoAfterTxIsTold() {
      debit();
      txExpires();
      ocs.answer(Answers.code(4012));
      assertThat(ocs.uncharged)
          .containsExactly("answered 4012 after Tx, when the message had gone");
    }

    /** Killed here, it is found among what is owed: it may be debited and nothing delivered. */
    @Test
    void untilItsMessageIsDeliveredOrRefusedItIsOwed() {
      debit();
      assertThat(ocs.owed).containsValue(ocs.last());
      ocs.grant(3);
      assertThat(ocs.owed).containsValue(ocs.last());
      credit.delivered();
      assertThat(ocs.owed).isEmpty();
    }

    /** RFC 8506 6.4: who has taken it gives it back, and others know nothing of it. */
    @Test
    void aRefundIsForTheServerThatDebited() {
      debit();
      ocs.decide(new CreditOutcome.Answered(Answers.code(2001), "ocs2.home.example"));
      credit.refund(Samples.event("MESSAGE", 1));
      assertThat(ocs.last().peers().server())
          .isEqualTo(new SessionServer("ocs2.home.example", true));
    }

    @Test
    void oneThatIsRefusedIsOwedNoMore() {
      debit();
      ocs.answer(Answers.code(4012));
      assertThat(ocs.owed).isEmpty();
    }

    /** It says that the units were taken: the message goes, whatever else nobody understands. */
    @Test
    void anAnswerThatNobodyUnderstandsDebitsIfItSaysSo() {
      debit();
      ocs.misunderstood(2001);
      assertThat(said).containsExactly("granted");
      assertThat(ocs.repeated).isEmpty();
      credit.refund(Samples.event("MESSAGE", 1));
      assertThat(ocs.last().action()).isEqualTo(RequestedAction.REFUND_ACCOUNT);
    }

    @Test
    void anAnswerToAnotherRequestIsNone() {
      debit();
      ocs.misunderstood(0);
      assertThat(said).containsExactly("granted");
      assertThat(ocs.repeated).containsExactly(ocs.last());
    }

    @Test
    void aServicesOwnResultCodeCounts() {
      debit();
      ocs.answer(Answers.with(Answers.grant(null).resultCode(4012)));
      assertThat(said).containsExactly("refused 402");
    }

    /** RFC 8506 6.4: no message, no units; those of a service that was debited are given back. */
    @Test
    void whereOneServiceIsDeniedTheOthersGetTheirUnitsBack() {
      credit = ratedTwice();
      debit();
      ocs.answer(
          Answers.with(
              Answers.messages(1).ratingGroup(2),
              Answers.grant(null).ratingGroup(7).resultCode(4012)));
      assertThat(said).containsExactly("refused 402");
      assertThat(ocs.last().action()).isEqualTo(RequestedAction.REFUND_ACCOUNT);
      assertThat(ocs.last().services()).extracting(ServiceUsage::ratingGroup).containsExactly(2L);
      ocs.answer(Answers.code(2001));
      assertThat(ocs.owed).isEmpty();
      credit.refund(Samples.event("MESSAGE", 1));
      assertThat(ocs.requests).as("once").hasSize(2);
    }

    @Test
    void whereOneServiceIsFreeTheOthersAreGivenBackIfTheMessageFails() {
      credit = ratedTwice();
      debit();
      ocs.answer(
          Answers.with(
              Answers.messages(1).ratingGroup(2),
              Answers.grant(null).ratingGroup(7).resultCode(4011)));
      assertThat(said).containsExactly("granted");
      credit.refund(Samples.event("MESSAGE", 1));
      assertThat(ocs.last().services()).extracting(ServiceUsage::ratingGroup).containsExactly(2L);
    }
  }

  @Nested
  class Refunding {
    private void refund() {
      credit.refund(Samples.event("MESSAGE", 1));
    }

    private void debited() {
      debit();
      ocs.grant(3);
    }

    @Test
    void successDeletesTheRequest() {
      debited();
      refund();
      assertThat(ocs.last().action()).isEqualTo(RequestedAction.REFUND_ACCOUNT);
      assertThat(ocs.owed).hasSize(1);
      ocs.answer(Answers.code(2001));
      assertThat(ocs.owed).isEmpty();
    }

    /** RFC 8506 6.4: the user's money is still there, so somebody has to be told. */
    @ParameterizedTest
    @ValueSource(ints = {5012, 5031})
    void failedAnswerMakesADeadLetter(int code) {
      debited();
      refund();
      ocs.answer(Answers.code(code));
      assertThat(ocs.owed).isEmpty();
      assertThat(ocs.repeated).isEmpty();
      assertThat(ocs.deadLetters).containsExactly(ocs.last());
    }

    @Test
    void aServicesOwnResultCodeMakesADeadLetterToo() {
      debited();
      refund();
      ocs.answer(Answers.with(Answers.grant(null).resultCode(5012)));
      assertThat(ocs.owed).isEmpty();
      assertThat(ocs.deadLetters).containsExactly(ocs.last());
    }

    /** It is stored already when it is sent; a late answer still deletes it. */
    @Test
    void txExpiredKeepsTheRequestStored() {
      debited();
      refund();
      txExpires();
      assertThat(ocs.owed).containsValue(ocs.last());
      ocs.answer(Answers.code(2001));
      assertThat(ocs.owed).isEmpty();
    }

    /** RFC 8506 6.4: only what was debited can be given back. */
    @Test
    void whatIsFreeIsNotGivenBack() {
      debit();
      ocs.answer(Answers.code(4011));
      refund();
      assertThat(ocs.requests).hasSize(1);
      assertThat(ocs.owed).isEmpty();
    }

    @Test
    void whatFailedUnderContinueIsNotGivenBack() {
      credit = credit(DebitFailureHandling.CONTINUE);
      debit();
      ocs.answer(Answers.code(5031));
      refund();
      assertThat(ocs.requests).hasSize(1);
      assertThat(ocs.owed).isEmpty();
    }

    @Test
    void beforeTheDebitIsAnsweredItWaitsForThatAnswer() {
      debit();
      txExpires();
      refund();
      assertThat(ocs.requests).hasSize(1);
      ocs.grant(3);
      assertThat(ocs.last().action()).isEqualTo(RequestedAction.REFUND_ACCOUNT);
    }

    @Test
    void ofADebitThatIsRefusedAfterTxThereIsNone() {
      debit();
      txExpires();
      refund();
      ocs.answer(Answers.code(4012));
      assertThat(ocs.requests).hasSize(1);
    }

    /** TS 32.299, Refund-Information: handed back by whoever gives back, also another session. */
    @Test
    void aDebitOfAnEarlierSessionIsGivenBackWithWhatItsAnswerHad() {
      credit = credit(new Debit(true, Octets.of(new byte[] {1, 2})));
      refund();
      assertThat(ocs.last().refundInformation()).isEqualTo(Octets.of(new byte[] {1, 2}));
    }

    @Test
    void whatAnEarlierSessionDidNotDebitIsNotGivenBack() {
      credit = credit(Debit.NONE);
      refund();
      assertThat(ocs.requests).isEmpty();
    }

    @Test
    void failureToSendStoresTheRequest() {
      debited();
      refund();
      ocs.fail(false);
      assertThat(ocs.repeated).containsExactly(ocs.last());
    }
  }
}
