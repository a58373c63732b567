package io.tollgate.charging.online;

import static io.tollgate.charging.online.CreditFixture.granted;
import static io.tollgate.charging.online.CreditFixture.reported;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.testkit.Answers;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which changes are reported: those that the OCS armed (TS 32.299, Trigger-Type 870). */
class ArmedTriggersTest {

  private CreditFixture armed(ServiceProfile profile, Conflicts conflicts, TriggerType... types) {
    CreditFixture credit = new CreditFixture(OnlinePolicy.DEFAULT, profile, conflicts);
    return granted(credit, Answers.messages(10).arming(types));
  }

  @Test
  void anEmptyListDisarmsAllWhereTheOcsIsObeyed() {
    CreditFixture credit = armed(ServiceProfile.IM, obeying());
    credit.join(3);
    credit.change(Procedure.MODIFY, 3, "modify");
    assertThat(credit.ocs.requests).hasSize(1);
    assertThat(credit.verdicts).containsExactly("start granted", "join granted", "modify granted");
  }

  @Test
  void anyChangeInNumberFires50() {
    CreditFixture credit =
        armed(ServiceProfile.CPM, Conflicts.DEFAULT, TriggerType.CHANGE_IN_PARTICIPANTS_NMB);
    credit.join(3);
    assertThat(reported(credit).triggers()).containsExactly(TriggerType.CHANGE_IN_PARTICIPANTS_NMB);
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
    assertThat(reported(credit).triggers()).containsExactly(TriggerType.CHANGE_IN_PARTICIPANTS_NMB);
  }

  @Test
  void aLaterListReplacesTheFormerOne() {
    CreditFixture credit =
        armed(ServiceProfile.IM, obeying(), TriggerType.CHANGE_IN_PARTICIPANTS_NMB);
    credit.join(3);
    credit.ocs.answer(
        Answers.with(Answers.messages(10).arming(TriggerType.CHANGE_IN_MEDIA_COMPOSITION)));
    credit.join(4);
    assertThat(credit.ocs.requests).hasSize(2);
    credit.change(Procedure.MODIFY, 4, "modify");
    assertThat(reported(credit).triggers())
        .isEqualTo(Set.of(TriggerType.CHANGE_IN_MEDIA_COMPOSITION));
  }

  /** F5, F6: the figures say SHALL, without a condition. */
  @Test
  void byDefaultImReportsEachJoinAndEachModificationWhateverIsArmed() {
    CreditFixture credit = armed(ServiceProfile.IM, Conflicts.DEFAULT);
    credit.join(3);
    credit.ocs.grant(10);
    assertThat(credit.ocs.requests).hasSize(2);
    credit.change(Procedure.MODIFY, 3, "modify");
    assertThat(credit.ocs.requests).hasSize(3);
    assertThat(credit.verdicts).doesNotContain("modify granted");
  }

  /** F10 is unconditional; F9 asks whether the trigger is armed. */
  @Test
  void byDefaultCpmGatesEachModificationAndObeysWhatIsArmedForJoins() {
    CreditFixture credit = armed(ServiceProfile.CPM, Conflicts.DEFAULT);
    credit.join(3);
    assertThat(credit.ocs.requests).hasSize(1);
    credit.change(Procedure.MODIFY, 3, "modify");
    assertThat(credit.ocs.requests).hasSize(2);
    assertThat(credit.verdicts).doesNotContain("modify granted");
  }

  /** TS 32.299, Trigger 1264: the condition is of the associated quota. */
  @Test
  void onlyTheRatingGroupForWhichItIsArmedIsReported() {
    CreditFixture credit =
        CreditFixture.rated(
            ServiceProfile.CPM,
            new RatedService(1, null, Units.NONE),
            new RatedService(2, null, Units.NONE));
    granted(
        credit,
        Answers.messages(10).ratingGroup(1).arming(TriggerType.CHANGE_IN_PARTICIPANTS_NMB),
        Answers.messages(10).ratingGroup(2).arming());
    credit.join(3);
    assertThat(credit.ocs.last().services())
        .extracting(ServiceUsage::ratingGroup)
        .containsExactly(1L);
  }

  /** RFC 8506 5.5: what the update under way does not report is asked for next. */
  @Test
  void aRarThatMeetsAPartialUpdateIsFollowedByARequestForTheOthers() {
    CreditFixture credit =
        CreditFixture.rated(
            ServiceProfile.CPM,
            new RatedService(1, null, Units.NONE),
            new RatedService(2, null, Units.NONE));
    granted(
        credit,
        Answers.messages(10).ratingGroup(1).arming(TriggerType.CHANGE_IN_PARTICIPANTS_NMB),
        Answers.messages(10).ratingGroup(2).arming());
    credit.join(3);
    credit.reauthorise();
    assertThat(credit.reactions).containsExactly(Reaction.STARTED);
    credit.ocs.answer(Answers.with(Answers.messages(10).ratingGroup(1)));
    assertThat(credit.ocs.requests).hasSize(3);
    assertThat(credit.ocs.last().services())
        .singleElement()
        .satisfies(
            service -> {
              assertThat(service.ratingGroup()).isEqualTo(2);
              assertThat(service.reasons()).containsExactly(ReportingReason.FORCED_REAUTHORISATION);
            });
  }

  private static Conflicts obeying() {
    Conflicts base = Conflicts.DEFAULT;
    return new Conflicts(
        base.offlineModify(),
        true,
        base.cpmParticipants(),
        base.participantsAtParticipating(),
        base.awaitOfflineAnswer(),
        base.offlineAnswerLimit(),
        base.refusedRecipient(),
        base.dialInCharge(),
        base.conferencePays());
  }
}
