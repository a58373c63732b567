package io.tollgate.charging.online;

import static io.tollgate.charging.online.CreditFixture.granted;
import static io.tollgate.charging.online.CreditFixture.reported;
import static io.tollgate.charging.online.CreditFixture.sum;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.Policies;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void whatIsCarriedBehindThatTerminationIsADeadLetterOnceTheServiceEnds() {
      CreditFixture credit = granted(Answers.messages(5));
      credit.messages(5);
      assertThat(credit.gate.admit(later -> {})).isEqualTo(Admission.HELD);
      credit.ocs.grant(2);
      credit.abort();
      credit.time.pass(Duration.ofSeconds(32));
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      credit.gate.completed();
      credit.ocs.answer(Answers.code(2001));
      assertThat(credit.ocs.deadLetters).isEmpty();
      credit.end();
      assertThat(credit.ocs.deadLetters)
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(letter.services().get(0).used().get(0).units())
                      .isEqualTo(Units.of(UnitType.SERVICE_SPECIFIC, 1)));
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

    /** RFC 8506 5.6.2: the time in the answer to the report of the last units. */
    @Test
    void afterARedirectionMoreIsAskedForWhenTheTimeOfThatAnswerIsOver() {
      CreditFixture credit =
          granted(
              Answers.messages(1)
                  .lastAnd(FinalUnit.Action.REDIRECT, "sip:top-up@home.example")
                  .validity(Duration.ofHours(1)));
      credit.message();
      credit.ocs.answer(Answers.with(Answers.grant(null).validity(Duration.ofSeconds(30))));
      credit.time.pass(Duration.ofSeconds(29));
      assertThat(credit.ocs.requests).hasSize(2);
      credit.time.pass(Duration.ofSeconds(2));
      assertThat(reported(credit).reasons()).containsExactly(ReportingReason.VALIDITY_TIME);
      assertThat(reported(credit).requested()).isNotNull();
      credit.ocs.answer(
          Answers.with(
              Answers.grant(null)
                  .lastAnd(FinalUnit.Action.REDIRECT, "sip:top-up@home.example")
                  .validity(Duration.ofSeconds(60))));
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
      credit.time.pass(Duration.ofSeconds(61));
      assertThat(credit.ocs.requests).as("asked again after each such time").hasSize(4);
      credit.ocs.grant(5);
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
      assertThat(credit.redirected).as("sent there once").hasSize(1);
    }

    /** RFC 8506 5.6.2: without units to report no message goes to the server before the time. */
    @Test
    void whoIsRedirectedWithoutAUnitUsedIsAskedAboutOnlyAfterTheTime() {
      CreditFixture credit = granted(Answers.messages(5));
      credit.messages(5);
      credit.ocs.answer(
          Answers.with(
              Answers.grant(null)
                  .lastAnd(FinalUnit.Action.REDIRECT, "sip:top-up@home.example")
                  .validity(Duration.ofSeconds(60))));
      assertThat(credit.redirected).hasSize(1);
      assertThat(credit.state()).isEqualTo("Open");
      assertThat(credit.ocs.requests).hasSize(2);
      credit.time.pass(Duration.ofSeconds(61));
      assertThat(credit.ocs.requests).hasSize(3);
      assertThat(reported(credit).requested()).isNotNull();
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

  /** RFC 8506 5.6.3: the session of the fixture is with sip:bob@home.example. */
  @Nested
  class RestrictAccess {
    private final List<String> help = List.of("help");

    private CreditFixture restricting() {
      return new CreditFixture(restrictingPolicy());
    }

    private OnlinePolicy restrictingPolicy() {
      return Policies.restricting(
          AccessFilters.of(
              List.of("help=sip:help@home.example", "help=sip:B*@home.example", "pay=sip:pay")));
    }

    @Test
    void towardsAPermittedUriTheSessionGoesOnFreeOfCharge() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(2).lastWithin(help, List.of()));
      credit.messages(2);
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(reported(credit).requested()).isNull();
      assertThat(reported(credit).reasons()).containsExactly(ReportingReason.FINAL);
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isEqualTo(2);
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
      credit.ocs.answer(Answers.code(2001));
      credit.messages(5);
      assertThat(credit.told).isEmpty();
      assertThat(credit.ocs.requests).hasSize(2);
      credit.end();
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isZero();
    }

    @Test
    void towardsAnyOtherUriItEnds() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(1).lastWithin(List.of("pay"), List.of()));
      credit.messages(2);
      assertThat(credit.told).hasSize(1);
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
      credit.end();
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isEqualTo(1);
    }

    @Test
    void aFilterThatIsNotKnownPermitsNothing() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(1).lastWithin(List.of("other"), List.of()));
      credit.messages(1);
      assertThat(credit.told).hasSize(1);
    }

    @Test
    void withoutAFilterItIsAnEnd() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(1).lastWithin(List.of(), List.of()));
      credit.messages(1);
      assertThat(credit.told).hasSize(1);
    }

    @Test
    void aNewGrantChargesWhatFollowsAndNothingOfWhatWasFree() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(2).lastWithin(help, List.of()));
      credit.messages(2);
      credit.ocs.answer(Answers.code(2001));
      credit.messages(7);
      credit.reauthorise();
      assertThat(reported(credit).requested()).isNotNull();
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isZero();
      credit.messages(4);
      credit.ocs.grant(5);
      credit.messages(3);
      credit.end();
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isEqualTo(3);
    }

    /** Rating group 7 ends the session, whatever group 2 would permit. */
    @Test
    void whatAnotherRatingGroupEndsIsOver() {
      CreditFixture credit =
          CreditFixture.rated(
              restrictingPolicy(),
              new RatedService(2, null, Units.of(UnitType.SERVICE_SPECIFIC, 10)),
              new RatedService(7, null, Units.of(UnitType.SERVICE_SPECIFIC, 10)));
      granted(
          credit,
          Answers.messages(2).ratingGroup(2).lastWithin(help, List.of()),
          Answers.messages(4).ratingGroup(7).last());
      credit.messages(2);
      assertThat(credit.ocs.last().services())
          .extracting(ServiceUsage::ratingGroup)
          .containsExactly(2L);
      credit.ocs.answer(Answers.code(2001));
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
      assertThat(credit.told).isEmpty();
      credit.messages(1);
      assertThat(credit.told).hasSize(1);
      credit.end();
      assertThat(credit.ocs.last().services())
          .extracting(usage -> usage.used().get(0).units().get(UnitType.SERVICE_SPECIFIC))
          .containsExactly(0L, 4L);
    }

    /** A time that is over is not over again while nothing was said of it. */
    @Test
    void anAnswerThatSaysNothingAfterItsTimeIsNotAskedForAgain() {
      CreditFixture credit =
          granted(
              restricting(),
              Answers.messages(1).lastWithin(help, List.of()).validity(Duration.ofSeconds(30)));
      credit.messages(1);
      credit.ocs.answer(Answers.code(2001));
      credit.time.pass(Duration.ofSeconds(40));
      assertThat(credit.ocs.requests).hasSize(2);
    }

    @Test
    void theReportOfTheLastUnitsIsMadeAgainWhereItWasNotTaken() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(2).lastWithin(help, List.of()));
      credit.messages(2);
      credit.messages(4);
      credit.ocs.fail(false);
      credit.end();
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isEqualTo(2);
    }

    @Test
    void anAnswerThatRestrictsAgainIsNotReportedAgain() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(1).lastWithin(help, List.of()));
      credit.messages(1);
      credit.messages(2);
      credit.ocs.answer(Answers.with(Answers.messages(0).lastWithin(help, List.of())));
      credit.messages(3);
      assertThat(credit.ocs.requests).hasSize(2);
      credit.end();
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isZero();
    }

    /** RFC 8506 5.6: the time may be bounded; then more is asked for. */
    @Test
    void whenItsTimeIsOverMoreIsAskedFor() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(1).lastWithin(help, List.of()));
      credit.messages(1);
      credit.ocs.answer(Answers.with(Answers.grant(null).validity(Duration.ofSeconds(30))));
      credit.time.pass(Duration.ofSeconds(29));
      assertThat(credit.ocs.requests).hasSize(2);
      credit.time.pass(Duration.ofSeconds(2));
      assertThat(credit.ocs.requests).hasSize(3);
      assertThat(reported(credit).reasons()).containsExactly(ReportingReason.VALIDITY_TIME);
      assertThat(reported(credit).requested()).isNotNull();
    }

    @Test
    void whoHasNothingToBeginWithMayGoThereAllTheSame() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(0).lastWithin(help, List.of()));
      assertThat(credit.verdicts).containsExactly("start granted");
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
      credit.end();
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isZero();
    }

    /** What comes before it is known that the last units are used waits for that, and goes on. */
    @Test
    void aMessageThatOvertakesTheEndOfTheLastUnitsIsNotRefused() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(1).lastWithin(help, List.of()));
      credit.turns.here(
          () -> {
            assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
            assertThat(credit.message()).isEqualTo(Admission.HELD);
          });
      assertThat(credit.verdicts).endsWith("message ADMITTED");
    }

    @Test
    void andNowhereElse() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(0).lastWithin(List.of("pay"), List.of()));
      assertThat(credit.verdicts).containsExactly("start refused 402");
    }

    /** What a crash would report counts no free message. */
    @Test
    void whatIsOwedStopsWhereChargingDoes() {
      CreditFixture credit =
          granted(restricting(), Answers.messages(1).lastWithin(help, List.of()));
      credit.messages(1);
      credit.ocs.answer(Answers.code(2001));
      credit.turns.here(credit.session::checkpoint);
      assertThat(requireNonNull(credit.ocs.owed.get("c;1")).services())
          .allMatch(ServiceUsage::stopped);
    }

    @ParameterizedTest
    @CsvSource({
      "permit out ip from 192.0.2.7 to assigned, sip:pay@192.0.2.7:5060, true",
      "permit in ip from assigned to 192.0.2.0/24 5060, sips:192.0.2.200;lr, true",
      "permit in ip from assigned to 192.0.2.0/24, sip:pay@192.0.3.1, false",
      "permit out ip from 2001:db8::/32 to any, sip:pay@[2001:db8::1], true",
      "deny out ip from 192.0.2.7 to assigned, sip:pay@192.0.2.7, false",
      "permit in ip from any to any, sip:pay@192.0.2.7, false",
      "permit in ip from any to 999.0.0.1, sip:pay@999.0.0.1, false",
      "permit out ip from 192.0.2.7/x to any, sip:pay@192.0.2.7, false",
      "nonsense, sip:pay@192.0.2.7, false",
    })
    void aRulePermitsTheHostsThatItNames(String rule, String uri, boolean permitted) {
      FinalUnit last =
          new FinalUnit(FinalUnit.Action.RESTRICT_ACCESS, null, List.of(), List.of(rule));
      assertThat(AccessFilters.NONE.permit(last, uri)).isEqualTo(permitted);
    }

    /** RFC 6733 4.3.1: in their order, the first that covers it decides. */
    @Test
    void aRuleThatDeniesAnAddressGoesBeforeOneThatPermitsItsNetwork() {
      FinalUnit last =
          new FinalUnit(
              FinalUnit.Action.RESTRICT_ACCESS,
              null,
              List.of(),
              List.of(
                  "deny out ip from assigned to 192.0.2.7",
                  "permit out ip from assigned to 192.0.2.0/24"));
      assertThat(AccessFilters.NONE.permit(last, "sip:pay@192.0.2.7")).isFalse();
      assertThat(AccessFilters.NONE.permit(last, "sip:pay@192.0.2.8")).isTrue();
    }

    @Test
    void aFilterIsANameAndAUri() {
      assertThatThrownBy(() -> AccessFilters.of(List.of("sip:help@home.example")))
          .hasMessageContaining("NAME=URI");
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
