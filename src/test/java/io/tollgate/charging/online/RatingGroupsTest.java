package io.tollgate.charging.online;

import static io.tollgate.charging.online.CreditFixture.granted;
import static io.tollgate.charging.online.CreditFixture.rated;
import static io.tollgate.charging.online.CreditFixture.reported;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.testkit.Answers;
import org.junit.jupiter.api.Test;

/** Several rating groups in one session, each with a result of its own (RFC 8506 5.2). */
class RatingGroupsTest {

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
    assertThat(credit.ocs.uncharged).containsExactly("rating group 200 is free, the OCS says");
    assertThat(credit.ocs.unchargedGroups).containsExactly(200L);
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
    credit.messages(10);
    credit.ocs.answer(Answers.with(Answers.grant(null).resultCode(4012)));
    assertThat(credit.verdicts).endsWith("modify refused 402");
    assertThat(credit.told).hasSize(1);
    assertThat(credit.state()).isEqualTo("PendingT");
  }

  /** RFC 3261 14.1: the refusal is the change's alone while the former units last. */
  @Test
  void aChangeDeniedWhileUnitsAreLeftEndsNothing() {
    CreditFixture credit = granted(Answers.messages(10));
    credit.join(3);
    credit.ocs.answer(Answers.with(Answers.grant(null).resultCode(4010)));
    assertThat(credit.verdicts).endsWith("join refused 403");
    assertThat(credit.told).isEmpty();
    assertThat(credit.message()).isEqualTo(Admission.ADMITTED);
  }

  /** RFC 8506 5.3 and 9: a rating group's own failure says that its units were not debited. */
  @Test
  void whatARatingGroupsOwnFailureDidNotTakeIsReportedAgain() {
    CreditFixture credit = granted(Answers.messages(10));
    credit.messages(4);
    credit.leave(1);
    credit.ocs.answer(Answers.with(Answers.grant(null).resultCode(5031)));
    credit.end();
    assertThat(CreditFixture.sum(credit, UnitType.SERVICE_SPECIFIC)).isEqualTo(4);
  }

  /** Under CONTINUE it goes on for nothing; what was used before is owed all the same. */
  @Test
  void whatWasUsedBeforeAGroupWentOnUnchargedIsReportedAtTheEnd() {
    CreditFixture credit =
        granted(new CreditFixture(FailureHandling.CONTINUE), Answers.messages(10));
    credit.messages(4);
    credit.leave(1);
    credit.ocs.answer(Answers.with(Answers.grant(null).resultCode(5031)));
    assertThat(credit.ocs.uncharged).as("what a policy loses is told").hasSize(1);
    credit.messages(7);
    credit.end();
    assertThat(CreditFixture.sum(credit, UnitType.SERVICE_SPECIFIC)).isEqualTo(4);
  }
}
