package io.tollgate.charging.online;

import static io.tollgate.charging.online.CreditFixture.granted;
import static io.tollgate.charging.online.CreditFixture.reported;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.TriggerType;
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
  void anEmptyListDisarmsAll() {
    CreditFixture credit = armed(ServiceProfile.IM, Conflicts.DEFAULT);
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
