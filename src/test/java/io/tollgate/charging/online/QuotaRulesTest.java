package io.tollgate.charging.online;

import static io.tollgate.charging.online.CreditFixture.granted;
import static io.tollgate.charging.online.CreditFixture.reported;
import static io.tollgate.charging.online.CreditFixture.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.TariffUsage;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import io.tollgate.charging.testkit.Answers;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Quotas, thresholds and deadlines (RFC 8506 5, TS 32.299). */
class QuotaRulesTest {

  @Nested
  class Messages {
    @Test
    void nothingPassesBeforeTheGrant() {
      CreditFixture credit = new CreditFixture();
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
      credit.begin();
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
    }

    @Test
    void atTheThresholdMoreIsAskedForWhileTheRestIsServed() {
      CreditFixture credit = granted(Answers.messages(10).unitThreshold(3));
      credit.messages(7);
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(reported(credit).used().get(0).reason()).isEqualTo(ReportingReason.THRESHOLD);
      credit.messages(3);
      assertThat(credit.message()).isEqualTo(Admission.HELD);
      credit.ocs.grant(10);
      assertThat(credit.verdicts).endsWith("message ADMITTED");
    }

    @Test
    void whatIsUsedBetweenReportAndAnswerCountsAgainstTheNewGrant() {
      CreditFixture credit = granted(Answers.messages(10).unitThreshold(4));
      credit.messages(9);
      credit.ocs.answer(Answers.with(Answers.messages(5)));
      credit.messages(2);
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isEqualTo(5);
      assertThat(credit.message()).isEqualTo(Admission.HELD);
    }

    @Test
    void aHeldMessageIsRefusedWhenTheAnswerIsNo() {
      CreditFixture credit = granted(Answers.messages(1));
      credit.message();
      assertThat(credit.message()).isEqualTo(Admission.HELD);
      credit.ocs.answer(Answers.code(4012));
      assertThat(credit.verdicts).contains("message REFUSED");
    }

    @Test
    void onlySoManyMessagesAreHeld() {
      CreditFixture credit = granted(Answers.messages(1));
      credit.message();
      for (int i = 0; i < 64; i++) {
        assertThat(credit.message()).isEqualTo(Admission.HELD);
      }
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
    }

    @Test
    void anAbandonedMessageGivesItsUnitBack() {
      CreditFixture credit = granted(Answers.messages(1));
      assertThat(credit.gate.admit(later -> {})).isEqualTo(Admission.ADMITTED);
      assertThat(credit.message()).isEqualTo(Admission.HELD);
      credit.gate.abandoned();
      assertThat(credit.verdicts).endsWith("message ADMITTED");
    }

    @Test
    void aThresholdAsLargeAsItsGrantDoesNotReportForEver() {
      CreditFixture credit = granted(Answers.messages(5).unitThreshold(5));
      assertThat(credit.state()).isEqualTo("Open");
      credit.message();
      assertThat(credit.state()).isEqualTo("PendingU");
    }

    @Test
    void anAnswerWithoutUnitsRefusesMessagesForAWhileAndIsNotAskedAgainAtOnce() {
      CreditFixture credit = granted(Answers.messages(10));
      credit.leave(1);
      credit.ocs.answer(Answers.with());
      assertThat(credit.state()).isEqualTo("Open");
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
      credit.time.pass(Duration.ofSeconds(5));
      assertThat(credit.ocs.requests).hasSize(2);
      assertThat(credit.message()).isEqualTo(Admission.HELD);
      assertThat(credit.state()).isEqualTo("PendingU");
      credit.ocs.grant(2);
      assertThat(credit.verdicts).endsWith("message ADMITTED");
    }

    /** TS 32.299, Quota-Holding-Time: also where something else looks at the clock meanwhile. */
    @Test
    void anIdleQuotaIsHandedBackOnTimeThoughTheDeadlineIsLookedAtAgainAndAgain() {
      CreditFixture credit =
          granted(
              Answers.messages(10)
                  .holding(Duration.ofSeconds(3))
                  .tariffChange(new CreditFixture().time.now().plusSeconds(1)));
      credit.message();
      credit.time.pass(Duration.ofMillis(3_100));
      assertThat(credit.ocs.requests).hasSize(2);
      assertThat(reported(credit).reasons()).containsExactly(ReportingReason.QHT);
      assertThat(reported(credit).requested()).isNull();
    }

    /** TS 32.299, Quota-Consumption-Time: nobody pays for silence, however often it is reported. */
    @Test
    void idleTimeIsNotBilledAgainWithEachValidity() {
      Answers.GrantBuilder minute =
          Answers.grant(Units.of(UnitType.TIME, 600))
              .consumption(Duration.ofSeconds(2))
              .validity(Duration.ofSeconds(30));
      CreditFixture credit = granted(minute);
      credit.gate.serviceTime().start();
      for (int i = 0; i < 5; i++) {
        credit.time.pass(Duration.ofSeconds(31));
        credit.ocs.answer(Answers.with(minute));
      }
      credit.end();
      long billed =
          credit.ocs.requests.stream()
              .flatMap(request -> request.services().stream())
              .flatMap(service -> service.used().stream())
              .mapToLong(used -> used.units().get(UnitType.TIME))
              .sum();
      assertThat(billed).isEqualTo(2);
    }

    @Test
    void usageIsTheDifferenceToWhatWasAcknowledged() {
      CreditFixture credit = granted(Answers.messages(10));
      credit.messages(4);
      credit.join(3);
      credit.ocs.grant(10);
      credit.messages(3);
      credit.end();
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isEqualTo(3);
    }

    @Test
    void anUpdateOfUnknownFateIsRepeatedBeforeTheEndAndNotReportedAgain() {
      CreditFixture credit = granted(Answers.messages(10));
      credit.messages(4);
      credit.join(3);
      CreditRequest update = credit.ocs.last();
      credit.messages(2);
      credit.end();
      credit.ocs.fail(true);
      assertThat(credit.state()).isEqualTo("Idle");
      assertThat(credit.ocs.repeated).hasSize(2).first().isSameAs(update);
      CreditRequest last = credit.ocs.repeated.get(1);
      assertThat(last.type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(last.number()).isEqualTo(update.number() + 1);
      assertThat(last.services().get(0).used().get(0).units().get(UnitType.SERVICE_SPECIFIC))
          .isEqualTo(2);
    }

    @Test
    void anUpdateThatWasNeverSentIsReportedAgainWithTheEnd() {
      CreditFixture credit = granted(Answers.messages(10));
      credit.messages(4);
      credit.join(3);
      credit.messages(2);
      credit.end();
      credit.ocs.fail(false);
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(sum(credit, UnitType.SERVICE_SPECIFIC)).isEqualTo(6);
    }
  }

  @Nested
  class OtherUnits {
    @Test
    void octetsRunOutExactly() {
      CreditFixture credit =
          granted(Answers.grant(Units.of(UnitType.TOTAL_OCTETS, 1000)).volumeThreshold(200));
      assertThat(credit.gate.octets(Count.OCTETS_IN, 500)).isTrue();
      assertThat(credit.state()).isEqualTo("Open");
      assertThat(credit.gate.octets(Count.OCTETS_OUT, 300)).isTrue();
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(sum(credit, UnitType.TOTAL_OCTETS)).isEqualTo(800);
      assertThat(credit.gate.octets(Count.OCTETS_IN, 201)).isFalse();
      assertThat(credit.gate.octets(Count.OCTETS_IN, 200)).isTrue();
    }

    @Test
    void directionsAreCountedApart() {
      CreditFixture credit = granted(Answers.grant(Units.of(UnitType.INPUT_OCTETS, 10)));
      assertThat(credit.gate.octets(Count.OCTETS_OUT, 1_000_000)).isTrue();
      assertThat(credit.gate.octets(Count.OCTETS_IN, 10)).isTrue();
      assertThat(sum(credit, UnitType.INPUT_OCTETS)).isEqualTo(10);
    }

    @Test
    void timeRunsFromTheBeginningOfTheServiceAndRunsOut() {
      CreditFixture credit = granted(Answers.grant(Units.of(UnitType.TIME, 60)).timeThreshold(10));
      credit.gate.serviceTime().start();
      credit.session.quotaMark();
      credit.time.pass(Duration.ofSeconds(50));
      assertThat(credit.state()).isEqualTo("PendingU");
      assertThat(reported(credit).used().get(0).reason()).isEqualTo(ReportingReason.THRESHOLD);
      assertThat(sum(credit, UnitType.TIME)).isEqualTo(50);
    }

    @Test
    void timeStandsStillWhileNothingFlowsBeyondTheConsumptionTime() {
      CreditFixture credit =
          granted(Answers.grant(Units.of(UnitType.TIME, 600)).consumption(Duration.ofSeconds(10)));
      credit.gate.serviceTime().start();
      credit.message();
      credit.time.pass(Duration.ofSeconds(100));
      credit.message();
      credit.time.pass(Duration.ofSeconds(5));
      credit.end();
      assertThat(sum(credit, UnitType.TIME)).isEqualTo(15);
    }

    @Test
    void aStepOfTheClockChargesNobody() {
      CreditFixture credit = granted(Answers.grant(Units.of(UnitType.TIME, 600)));
      credit.gate.serviceTime().start();
      credit.time.stepClock(Duration.ofHours(1));
      credit.time.pass(Duration.ofSeconds(5));
      credit.time.stepClock(Duration.ofHours(-3));
      credit.end();
      assertThat(sum(credit, UnitType.TIME)).isEqualTo(5);
    }

    @Test
    void countersGoBeyond32Bits() {
      CreditFixture credit =
          granted(Answers.grant(Units.of(UnitType.TOTAL_OCTETS, Long.MAX_VALUE)));
      for (int i = 0; i < 5; i++) {
        assertThat(credit.gate.octets(Count.OCTETS_IN, 1L << 32)).isTrue();
      }
      credit.end();
      assertThat(sum(credit, UnitType.TOTAL_OCTETS)).isEqualTo(5L << 32);
    }

    @Test
    void aTariffChangeSplitsTheUsage() {
      CreditFixture credit = new CreditFixture();
      credit.begin();
      credit.ocs.answer(
          Answers.with(Answers.messages(10).tariffChange(credit.time.now().plusSeconds(60))));
      credit.messages(2);
      credit.time.pass(Duration.ofSeconds(61));
      credit.messages(3);
      credit.end();
      assertThat(reported(credit).used())
          .extracting(UsedUnits::tariff)
          .containsExactly(TariffUsage.BEFORE, TariffUsage.AFTER);
      assertThat(reported(credit).used())
          .extracting(used -> used.units().get(UnitType.SERVICE_SPECIFIC))
          .containsExactly(2L, 3L);
    }

    @Test
    void idleQuotaIsHandedBackAndFetchedWithTheNextMessage() {
      CreditFixture credit = granted(Answers.messages(10).holding(Duration.ofSeconds(30)));
      credit.messages(2);
      credit.time.pass(Duration.ofSeconds(30));
      assertThat(reported(credit).reasons()).containsExactly(ReportingReason.QHT);
      assertThat(reported(credit).requested()).isNull();
      credit.ocs.answer(Answers.code(2001));
      assertThat(credit.state()).isEqualTo("Open");
      credit.time.pass(Duration.ofHours(1));
      assertThat(credit.ocs.requests).hasSize(2);
      assertThat(credit.message()).isEqualTo(Admission.HELD);
      assertThat(reported(credit).requested()).isNotNull();
      assertThat(reported(credit).used())
          .as("TS 32.299 7.2.175: nothing is reported without a reason")
          .isEmpty();
      credit.ocs.grant(10);
      assertThat(credit.verdicts).endsWith("message ADMITTED");
    }

    @Test
    void aUnitNobodyHereCanCountIsABadAnswer() {
      CreditFixture credit = granted(Answers.messages(1).unknownUnits());
      assertThat(credit.verdicts).containsExactly("start refused 500");
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
      assertThat(credit.ocs.last().terminationCause()).isEqualTo(TerminationCause.BAD_ANSWER);
    }
  }
}
