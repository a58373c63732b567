package io.tollgate.charging.online;

import static io.tollgate.charging.online.CreditFixture.granted;
import static io.tollgate.charging.online.CreditFixture.reported;
import static io.tollgate.charging.online.CreditFixture.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.testkit.Answers;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Final units (RFC 8506 5.6), and going on without credit control. */
class FinalUnitsTest {

  @Nested
  class FinalUnits {
    @Test
    void aFinalGrantOfZeroStopsAtOnce() {
      CreditFixture credit = granted(Answers.messages(10));
      credit.leave(1);
      credit.ocs.answer(Answers.with(Answers.messages(0).last()));
      assertThat(credit.told).hasSize(1);
      credit.end();
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(credit.ocs.last().service().causeCode()).as("TS 32.299 7.2.35").isNotNull();
    }

    @Test
    void theLastMessageIsServedBeforeTheEnd() {
      CreditFixture credit = granted(Answers.messages(1).last());
      assertThat(credit.gate.admit(later -> {})).isEqualTo(Admission.ADMITTED);
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
      assertThat(credit.told).isEmpty();
      credit.gate.completed();
      assertThat(credit.told).hasSize(1);
    }

    @Test
    void withoutAnEndOfTheServiceTheGuardSendsTheTermination() {
      CreditFixture credit = granted(Answers.messages(1).last());
      credit.message();
      assertThat(credit.ocs.requests).hasSize(1);
      credit.time.pass(Duration.ofSeconds(32));
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(credit.ocs.last().service().causeCode()).as("TS 32.299 7.2.35").isNotNull();
      credit.ocs.answer(Answers.code(2001));
      credit.end();
      assertThat(credit.ocs.requests).hasSize(2);
    }

    @Test
    void redirectReportsAndWaitsForANewGrant() {
      CreditFixture credit =
          granted(
              Answers.messages(1).lastAnd(FinalUnit.Action.REDIRECT, "sip:top-up@home.example"));
      credit.message();
      assertThat(credit.redirected).containsExactly("sip:top-up@home.example");
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(reported(credit).requested()).as("RFC 8506 5.6.2").isNull();
      assertThat(reported(credit).reasons()).containsExactly(ReportingReason.FINAL);
      credit.ocs.answer(
          Answers.with(
              Answers.messages(0).lastAnd(FinalUnit.Action.REDIRECT, "sip:top-up@home.example")));
      assertThat(credit.redirected).hasSize(1);
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
      credit.reauthorise();
      credit.ocs.grant(5);
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
    }

    /** Its answer to the report of the last units may say nothing: only a new grant lifts it. */
    @Test
    void afterARedirectionMessagesAreRefusedUntilTheOcsGrantsAnew() {
      CreditFixture credit =
          granted(
              Answers.messages(1).lastAnd(FinalUnit.Action.REDIRECT, "sip:top-up@home.example"));
      credit.message();
      credit.ocs.answer(Answers.code(2001));
      assertThat(credit.state()).isEqualTo("Open");
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
      assertThat(credit.ocs.requests).hasSize(2);
      assertThat(credit.told).isEmpty();
      credit.reauthorise();
      assertThat(reported(credit).requested()).isNotNull();
      credit.ocs.grant(5);
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void whoHasNothingToBeginWithIsSentThereBeforeAnythingIsSaid() {
      CreditFixture credit =
          granted(
              Answers.messages(0).lastAnd(FinalUnit.Action.REDIRECT, "sip:top-up@home.example"));
      assertThat(credit.verdicts).containsExactly("start refused 302");
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
    }

    @Test
    void redirectToSomethingElseThanSipIsTerminate() {
      CreditFixture credit = granted(Answers.messages(1).lastAnd(FinalUnit.Action.REDIRECT, null));
      credit.message();
      assertThat(credit.told).hasSize(1);
    }
  }

  @Nested
  class UnderContinue {
    @Test
    void theServiceIsChargedAgainWhenTheOcsIsBack() {
      CreditFixture credit =
          CreditFixture.updating(io.tollgate.charging.record.FailureHandling.CONTINUE);
      credit.messages(2);
      credit.ocs.fail(true);
      assertThat(credit.ocs.repeated)
          .extracting(CreditRequest::type)
          .containsExactly(CreditRequestType.UPDATE, CreditRequestType.TERMINATION);
      credit.messages(50);
      credit.time.pass(Duration.ofSeconds(60));
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.INITIAL);
      assertThat(credit.ocs.last().sessionId()).isEqualTo("c;2");
      credit.ocs.grant(10);
      credit.messages(4);
      credit.end();
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isEqualTo(4);
    }
  }
}
