package io.tollgate.charging.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.TariffUsage;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import io.tollgate.charging.testkit.Answers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Quotas, thresholds, triggers and final units (RFC 8506 5, TS 32.299). */
class QuotaRulesTest {

  private static CreditFixture granted(Answers.GrantBuilder... grants) {
    return granted(new CreditFixture(), grants);
  }

  private static CreditFixture granted(CreditFixture credit, Answers.GrantBuilder... grants) {
    credit.begin();
    credit.ocs.answer(Answers.with(grants));
    return credit;
  }

  private static ServiceUsage reported(CreditFixture credit) {
    return credit.ocs.last().services().get(0);
  }

  private static long sum(CreditFixture credit, UnitType type) {
    return reported(credit).used().stream().mapToLong(used -> used.units().get(type)).sum();
  }

  private static CreditFixture rated(RatedService... services) {
    Map<ServiceKind, List<RatedService>> plan = new EnumMap<>(RatingPlan.DEFAULT.services());
    plan.put(ServiceKind.GROUP_SESSION, List.of(services));
    OnlinePolicy base = OnlinePolicy.DEFAULT;
    return new CreditFixture(
        new OnlinePolicy(
            base.failureHandling(),
            base.debitFailureHandling(),
            base.failoverSupported(),
            base.txInitial(),
            base.txUpdate(),
            base.retryOpen(),
            base.endGuard(),
            base.holdingTime(),
            base.threshold(),
            base.emptyGrantPause(),
            base.mostHeld(),
            base.reopenLimit(),
            base.terminateDenied(),
            base.participants(),
            new RatingPlan(plan),
            base.results()));
  }

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
      CreditFixture credit = granted();
      assertThat(credit.state()).isEqualTo("Open");
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
      credit.time.pass(Duration.ofSeconds(5));
      assertThat(credit.ocs.requests).hasSize(1);
      assertThat(credit.message()).isEqualTo(Admission.HELD);
      assertThat(credit.state()).isEqualTo("PendingU");
      credit.ocs.grant(2);
      assertThat(credit.verdicts).endsWith("message ADMITTED");
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

  @Nested
  class SeveralRatingGroups {
    private final RatedService messages =
        new RatedService(100, null, Units.of(UnitType.SERVICE_SPECIFIC, 10));
    private final RatedService octets =
        new RatedService(200, null, Units.of(UnitType.TOTAL_OCTETS, 1000));

    @Test
    void eachIsReportedOnItsOwn() {
      CreditFixture credit = rated(messages, octets);
      granted(
          credit,
          Answers.messages(5).ratingGroup(100),
          Answers.grant(Units.of(UnitType.TOTAL_OCTETS, 100)).ratingGroup(200));
      credit.gate.octets(Count.OCTETS_IN, 100);
      assertThat(credit.ocs.last().services()).hasSize(1);
      assertThat(reported(credit).ratingGroup()).isEqualTo(200);
      assertThat(credit.message()).isEqualTo(Admission.HELD);
    }

    @Test
    void aFreeGroupLimitsNothing() {
      CreditFixture credit = rated(messages, octets);
      granted(
          credit,
          Answers.messages(5).ratingGroup(100),
          Answers.grant(null).ratingGroup(200).resultCode(4011));
      assertThat(credit.verdicts).containsExactly("start granted");
      assertThat(credit.gate.octets(Count.OCTETS_IN, 1_000_000)).isTrue();
      credit.end();
      assertThat(credit.ocs.last().services())
          .extracting(ServiceUsage::ratingGroup)
          .containsExactly(100L);
    }

    @Test
    void aDeniedGroupRefusesTheSetUpAndClosesTheSession() {
      CreditFixture credit = rated(messages, octets);
      granted(
          credit,
          Answers.messages(5).ratingGroup(100),
          Answers.grant(null).ratingGroup(200).resultCode(4012));
      assertThat(credit.verdicts).containsExactly("start refused 402");
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
    }

    @Test
    void aChangeDeniedWithUnitsLeftGoesOnOnTheFormerTerms() {
      CreditFixture credit = granted(Answers.messages(10));
      credit.change(Procedure.MODIFY, 2, "modify");
      credit.ocs.answer(Answers.with(Answers.messages(4).resultCode(4012)));
      assertThat(credit.verdicts).endsWith("modify refused 402");
      assertThat(credit.told).isEmpty();
      assertThat(credit.state()).isEqualTo("Open");
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void aChangeDeniedWithoutUnitsLeftEndsTheService() {
      CreditFixture credit = granted(Answers.messages(10));
      credit.obeys = true;
      credit.change(Procedure.MODIFY, 2, "modify");
      credit.ocs.answer(Answers.with(Answers.grant(null).resultCode(4012)));
      assertThat(credit.verdicts).endsWith("modify refused 402");
      assertThat(credit.told).hasSize(1);
      assertThat(credit.state()).isEqualTo("PendingT");
    }
  }

  @Nested
  class ArmedTriggers {
    private CreditFixture armed(ServiceProfile profile, Conflicts conflicts, TriggerType... types) {
      CreditFixture credit = new CreditFixture(OnlinePolicy.DEFAULT, profile, conflicts);
      return granted(credit, Answers.messages(10).arming(types));
    }

    @Test
    void anEmptyListDisarmsAll() {
      CreditFixture credit = armed(ServiceProfile.IM, Conflicts.DEFAULT);
      credit.join(3);
      credit.change(Procedure.MODIFY, 3, "modify");
      assertThat(credit.ocs.requests).hasSize(1);
      assertThat(credit.verdicts)
          .containsExactly("start granted", "join granted", "modify granted");
    }

    @Test
    void anyChangeInNumberFires50() {
      CreditFixture credit =
          armed(ServiceProfile.CPM, Conflicts.DEFAULT, TriggerType.CHANGE_IN_PARTICIPANTS_NMB);
      credit.join(3);
      assertThat(reported(credit).triggers())
          .containsExactly(TriggerType.CHANGE_IN_PARTICIPANTS_NMB);
    }

    @Test
    void onlyAThresholdFires51() {
      CreditFixture credit =
          armed(
              ServiceProfile.CPM,
              Conflicts.DEFAULT,
              TriggerType.CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB);
      credit.join(2);
      credit.ocs.answer(Answers.with(Answers.messages(10)));
      credit.join(3);
      credit.join(4);
      assertThat(credit.ocs.requests).hasSize(2);
      credit.join(5);
      assertThat(credit.ocs.requests).hasSize(3);
      assertThat(reported(credit).triggers())
          .containsExactly(TriggerType.CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB);
    }

    @Test
    void neverBoth50And51() {
      CreditFixture credit =
          armed(
              ServiceProfile.CPM,
              Conflicts.DEFAULT,
              TriggerType.CHANGE_IN_PARTICIPANTS_NMB,
              TriggerType.CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB);
      credit.join(5);
      assertThat(reported(credit).triggers())
          .containsExactly(TriggerType.CHANGE_IN_PARTICIPANTS_NMB);
    }

    @Test
    void aLaterListReplacesTheFormerOne() {
      CreditFixture credit =
          armed(ServiceProfile.IM, Conflicts.DEFAULT, TriggerType.CHANGE_IN_PARTICIPANTS_NMB);
      credit.join(3);
      credit.ocs.answer(
          Answers.with(Answers.messages(10).arming(TriggerType.CHANGE_IN_MEDIA_COMPOSITION)));
      credit.join(4);
      assertThat(credit.ocs.requests).hasSize(2);
      credit.change(Procedure.MODIFY, 4, "modify");
      assertThat(reported(credit).triggers())
          .isEqualTo(Set.of(TriggerType.CHANGE_IN_MEDIA_COMPOSITION));
    }

    @Test
    void strictImReportsEveryJoinWhateverIsArmed() {
      Conflicts base = Conflicts.DEFAULT;
      Conflicts strict =
          new Conflicts(
              base.offlineModify(),
              true,
              base.cpmParticipants(),
              base.participantsAtParticipating(),
              base.awaitOfflineAnswer(),
              base.offlineAnswerLimit(),
              base.refusedRecipient(),
              base.chargeRefresh(),
              base.dialInCharge(),
              base.conferencePays());
      CreditFixture credit = armed(ServiceProfile.IM, strict);
      credit.join(3);
      assertThat(credit.ocs.requests).hasSize(2);
    }
  }

  @Nested
  class FinalUnits {
    @Test
    void aFinalGrantOfZeroStopsAtOnce() {
      CreditFixture credit = granted(Answers.messages(0).last());
      credit.end();
      assertThat(credit.told).hasSize(1);
      assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
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
      credit.ocs.answer(
          Answers.with(
              Answers.messages(0).lastAnd(FinalUnit.Action.REDIRECT, "sip:top-up@home.example")));
      assertThat(credit.redirected).hasSize(1);
      assertThat(credit.message()).isEqualTo(Admission.REFUSED);
      credit.reauthorise();
      credit.ocs.grant(5);
      assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
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
