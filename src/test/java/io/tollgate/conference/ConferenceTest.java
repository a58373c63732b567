package io.tollgate.conference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.SessionType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConferenceTest {

  private FakeFocus focus = new FakeFocus(FakeFocus.OFFLINE, SessionType.AD_HOC, 2);

  private void online() {
    focus = new FakeFocus(FakeFocus.ONLINE, SessionType.AD_HOC, 2);
  }

  @Test
  void n2OfflineChargesTheInvitedNumberOnTheFirstAcceptance() {
    FakeFocus.FakeLeg alice = focus.initiate("bob", "carol");
    assertThat(focus.log).containsExactly("INVITE bob", "INVITE carol");
    assertThat(focus.charging.placed()).isEmpty();
    focus.accept("bob");
    assertThat(focus.log).endsWith("200 alice");
    focus.conference.confirmed(alice);
    assertThat(focus.charging.placed()).containsExactly("INITIATE_GROUP offline 2");
    assertThat(focus.conference.present()).isEqualTo(2);
    focus.accept("carol");
    assertThat(focus.charging.placed()).endsWith("JOIN offline 3");
  }

  @Test
  void n2OnlineAsksForCreditBeforeTheFirstInvite() {
    online();
    focus.charging.answersAtOnce = false;
    focus.initiate("bob", "carol");
    assertThat(focus.log).isEmpty();
    assertThat(focus.charging.placed()).containsExactly("INITIATE_GROUP online 2");
    focus.charging.gates.remove().grant();
    assertThat(focus.log).containsExactly("INVITE bob", "INVITE carol");
  }

  @Test
  void aDeniedInitiationSendsNothingAndEnds() {
    online();
    focus.charging.answersAtOnce = false;
    FakeFocus.FakeLeg alice = focus.initiate("bob");
    focus.charging.gates.remove().refuse(402);
    focus.charging.gates.remove().grant();
    focus.conference.released(alice);
    assertThat(focus.log).containsExactly("ending", "RELEASE alice 402", "ended");
    assertThat(focus.charging.placed())
        .containsExactly("INITIATE_GROUP online 1", "INITIATION_FAILED online 1");
    assertThat(focus.charging.charges.get(1).event().causeCode()).isEqualTo(402);
  }

  @Test
  void whenNobodyAcceptsTheInitiationFailsOnce() {
    focus.initiate("bob", "carol");
    focus.conference.rejected(focus.leg("bob"), 486, "Busy Here");
    focus.conference.rejected(focus.leg("carol"), 603, "Decline");
    assertThat(focus.log).contains("RELEASE alice 480");
    assertThat(focus.charging.placed()).containsExactly("INITIATION_FAILED offline 2");
    assertThat(focus.charging.charges.get(0).event().causeCode()).isEqualTo(603);
  }

  @Test
  void cancelDuringTheCreditCheckLeavesNothingBehind() {
    online();
    focus.charging.answersAtOnce = false;
    FakeFocus.FakeLeg alice = focus.initiate("bob");
    focus.conference.cancelled(alice);
    focus.conference.released(alice);
    focus.charging.gates.remove().grant();
    focus.charging.gates.remove().grant();
    assertThat(focus.log).doesNotContain("INVITE bob").endsWith("ended");
    assertThat(focus.charging.placed())
        .containsExactly("INITIATE_GROUP online 1", "INITIATION_FAILED online 1");
  }

  @Test
  void aLate200AfterCancelIsReleasedAndNotCounted() {
    FakeFocus.FakeLeg alice = focus.initiate("bob");
    focus.conference.cancelled(alice);
    focus.accept("bob");
    assertThat(focus.log).contains("RELEASE bob 487");
    assertThat(focus.charging.count(Procedure.JOIN)).isZero();
    focus.conference.released(alice);
    focus.conference.released(focus.leg("bob"));
    assertThat(focus.ended).isTrue();
  }

  @Test
  void aRefusedJoinIsReleasedWithTheReasonAndNeverTold() {
    online();
    focus.running("bob", "carol");
    focus.charging.answersAtOnce = false;
    focus.conference.invite(FakeFocus.invitation("dave"), (status, reason) -> {});
    focus.accept("dave");
    assertThat(focus.conference.present()).isEqualTo(3);
    assertThat(focus.conference.attached()).isEqualTo(4);
    focus.charging.gates.remove().refuse(402);
    assertThat(focus.log).endsWith("RELEASE dave 402");
    assertThat(focus.leg("dave").active).isFalse();
    assertThat(focus.conference.attached()).isEqualTo(3);
    assertThat(focus.charging.placed()).containsExactly("JOIN online 4");
  }

  @Test
  void someoneWhoDialsInIsCountedBeforeHisAnswerAndAdmittedByHisAck() {
    online();
    focus.running("bob");
    FakeFocus.FakeLeg carol = focus.dialIn("carol");
    assertThat(focus.charging.placed()).containsExactly("DIAL_IN_JOIN online 3");
    assertThat(focus.log).endsWith("200 carol");
    assertThat(focus.conference.present()).isEqualTo(2);
    focus.conference.confirmed(carol);
    assertThat(carol.active).isTrue();
    assertThat(focus.conference.present()).isEqualTo(3);
  }

  @Test
  void aRefusedDialInGetsTheStatusAndIsNotCounted() {
    online();
    focus.running("bob");
    focus.charging.answersAtOnce = false;
    focus.dialIn("carol");
    focus.charging.gates.remove().refuse(403);
    assertThat(focus.log).containsExactly("RELEASE carol 403");
    assertThat(focus.conference.attached()).isEqualTo(2);
  }

  @Test
  void aDialInWithoutAckIsTakenBackWithOneLeave() {
    online();
    focus.running("bob");
    FakeFocus.FakeLeg carol = focus.dialIn("carol");
    focus.conference.unconfirmed(carol);
    assertThat(focus.charging.placed()).containsExactly("DIAL_IN_JOIN online 3", "LEAVE online 2");
  }

  @Test
  void aByeIsALeaveWhileTheConferenceGoesOn() {
    focus.running("bob", "carol");
    focus.conference.departed(focus.leg("bob"), null);
    assertThat(focus.charging.placed()).containsExactly("LEAVE offline 2");
    assertThat(focus.charging.charges.get(0).event().serviceType())
        .isEqualTo(ApplicationServiceType.LEAVING);
    assertThat(focus.charging.charges.get(0).event().calledAsserted())
        .containsExactly(FakeFocus.user("bob").uri());
    assertThat(focus.charging.charges.get(0).event().outgoingCallId()).isNotNull();
  }

  @Test
  void theByeThatEndsItIsTheEndAndNoLeave() {
    FakeFocus.FakeLeg alice = focus.running("bob");
    focus.conference.departed(focus.leg("bob"), "SIP;cause=200");
    assertThat(focus.charging.placed()).containsExactly("END offline 1");
    assertThat(focus.charging.charges.get(0).event().reasonHeader()).isEqualTo("SIP;cause=200");
    assertThat(focus.log).containsExactly("ending", "RELEASE alice 410");
    focus.conference.released(alice);
    assertThat(focus.ended).isTrue();
  }

  @Test
  void anEjectedParticipantCountsUntilHisByeIsAnswered() {
    focus.running("bob", "carol");
    List<Integer> progress = new ArrayList<>();
    focus.conference.remove(
        FakeFocus.user("bob"), Release.REMOVED, (status, reason) -> progress.add(status));
    assertThat(focus.conference.attached()).isEqualTo(3);
    assertThat(focus.charging.placed()).isEmpty();
    focus.conference.released(focus.leg("bob"));
    assertThat(focus.charging.placed()).containsExactly("LEAVE offline 2");
    assertThat(progress).containsExactly(200);
  }

  @Test
  void anEjectionThatCrossesALeaveIsOneLeave() {
    focus.running("bob", "carol");
    focus.conference.remove(FakeFocus.user("bob"), Release.REMOVED, null);
    focus.conference.departed(focus.leg("bob"), null);
    focus.conference.released(focus.leg("bob"));
    assertThat(focus.charging.placed()).containsExactly("LEAVE offline 2");
  }

  private static User withNumber(String name) {
    return new User(
        List.of(UserAddress.of("tel:+491"), FakeFocus.user(name), UserAddress.of("sip:+492@x")),
        false);
  }

  @Test
  void aUserIsOneByAnyOfHisAddresses() {
    focus.running("bob", "carol");
    focus.conference.departed(focus.leg("bob"), null);
    FakeFocus.FakeLeg bob = focus.leg("again", "bob");
    focus.conference.dialIn(bob, withNumber("bob"), null);
    focus.conference.confirmed(bob);
    for (String address :
        List.of("tel:+49-1", "sip:bob@x", "sip:+491@y;user=phone", "sip:+492@x")) {
      assertThat(focus.conference.isParticipant(User.of(UserAddress.of(address)))).isTrue();
      assertThat(
              focus.conference.invite(
                  new Invitation(address, null, FakeFocus.ALICE), (status, reason) -> {}))
          .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(486));
    }
    assertThat(focus.conference.attached()).isEqualTo(3);
  }

  @Test
  void whoeverAnsweredIsOneBeforeTheAcceptanceIsWorkedOn() {
    focus.initiate("bob");
    User byNumber = User.of(UserAddress.of("tel:+49-7"));
    assertThat(focus.conference.isParticipant(byNumber)).isFalse();
    focus.conference.answering(focus.leg("bob"), List.of("tel:+497", "sip:bob@x"));
    assertThat(focus.conference.isParticipant(byNumber)).isTrue();
    focus.conference.rejected(focus.leg("bob"), 488, "Not Acceptable Here");
    assertThat(focus.conference.isParticipant(byNumber)).isFalse();
  }

  @Test
  void whoeverWasInvitedByTwoAddressesIsInItOnce() {
    focus.initiate("bob", "robert", "carol");
    focus.accept("bob");
    focus.conference.accepted(
        focus.leg("robert"), new Acceptance(null, List.of("sip:robert@x", "sip:bob@x")));
    assertThat(focus.log).contains("RELEASE robert 486");
    assertThat(focus.conference.attached()).isEqualTo(2);
  }

  @Test
  void whoeverWasRemovedIsToldSoWhileTheAnswerToHisByeIsDue() {
    focus.running("bob", "carol");
    focus.conference.remove(FakeFocus.user("bob"), Release.REMOVED, null);
    FakeFocus.FakeLeg again = focus.leg("again", "bob");
    focus.conference.dialIn(again, User.of(FakeFocus.user("bob")), null);
    assertThat(focus.log).contains("RELEASE bob 403");
    focus.conference.released(focus.leg("bob"));
    assertThat(focus.charging.placed()).containsExactly("LEAVE offline 2");
  }

  @Test
  void whoeverWasRemovedMayComeBackOnlyWhenInvited() {
    focus.running("bob", "carol");
    focus.conference.remove(FakeFocus.user("bob"), Release.REMOVED, null);
    focus.conference.released(focus.leg("bob"));
    assertThat(focus.log).contains("RELEASE bob 410");
    focus.dialIn("bob");
    assertThat(focus.log).contains("RELEASE bob 403");
    assertThat(focus.conference.attached()).isEqualTo(2);
    focus.conference.invite(FakeFocus.invitation("bob"), (status, reason) -> {});
    focus.accept("bob");
    assertThat(focus.conference.attached()).isEqualTo(3);
  }

  @Test
  void whereOnlyInvitedOnesMayThoseWhoLostTheirConnectionMayAndThoseWhoLeftMayNot() {
    FakeFocus strict =
        new FakeFocus(
            FakeFocus.OFFLINE,
            SessionType.AD_HOC,
            new ConferencePolicy(2, false, Duration.ZERO, 10, false, true));
    strict.running("bob", "carol", "dave");
    strict.conference.departed(strict.leg("bob"), "SIP;cause=480;text=\"no bearer\"");
    strict.conference.departed(strict.leg("carol"), "SIP;cause=200;text=\"Call completed\"");
    assertThat(Departure.ofReason("SIP;cause=480;text=\"no bearer\"")).isEqualTo(Departure.FAILED);
    assertThat(Departure.ofReason("Q.850;cause=16, SIP ;cause=200")).isEqualTo(Departure.DEPARTED);
    assertThat(Departure.ofReason(null)).isEqualTo(Departure.DEPARTED);
    strict.dialIn("carol");
    strict.dialIn("mallory");
    strict.conference.confirmed(strict.dialIn("bob"));
    assertThat(strict.log).contains("RELEASE carol 403", "RELEASE mallory 403", "200 bob");
    assertThat(strict.conference.attached()).isEqualTo(3);
  }

  @Test
  void aSecondDeviceStandsBesideTheFirst() {
    focus.running("bob", "carol");
    FakeFocus.FakeLeg tablet = focus.leg("tablet", "bob");
    focus.conference.dialIn(tablet, User.of(FakeFocus.user("bob")), null);
    focus.conference.confirmed(tablet);
    assertThat(focus.log).containsExactly("200 bob");
    assertThat(tablet.active).isTrue();
    assertThat(focus.conference.attached()).isEqualTo(3);
    focus.conference.departed(focus.leg("bob"), null);
    assertThat(focus.conference.attached()).isEqualTo(3);
    assertThat(focus.charging.placed()).isEmpty();
    focus.conference.departed(tablet, null);
    assertThat(focus.conference.attached()).isEqualTo(2);
    assertThat(focus.charging.placed()).containsExactly("LEAVE offline 2");
  }

  @Test
  void allDevicesOfWhoeverIsRemovedAreReleased() {
    focus.running("bob", "carol");
    FakeFocus.FakeLeg tablet = focus.leg("tablet", "bob");
    focus.conference.dialIn(tablet, User.of(FakeFocus.user("bob")), null);
    focus.conference.confirmed(tablet);
    focus.conference.remove(FakeFocus.user("bob"), Release.REMOVED, null);
    assertThat(tablet.released).isTrue();
    assertThat(focus.leg("bob").released).isTrue();
    focus.conference.released(tablet);
    assertThat(focus.conference.attached()).isEqualTo(3);
    focus.conference.released(focus.leg("bob"));
    assertThat(focus.conference.attached()).isEqualTo(2);
    assertThat(focus.charging.placed()).containsExactly("LEAVE offline 2");
  }

  @Test
  void anAnonymousOneIsNotNamedToOthers() {
    focus.running("bob");
    FakeFocus.FakeLeg leg = focus.leg("phone", "secret");
    focus.conference.dialIn(leg, new User(List.of(FakeFocus.user("secret")), true), "Secret Name");
    focus.conference.confirmed(leg);
    assertThat(focus.conference.participants().toString())
        .contains("anonymous.invalid")
        .doesNotContain("secret@x", "Secret Name");
    assertThat(focus.conference.isParticipant(User.of(FakeFocus.user("secret")))).isTrue();
  }

  @Test
  void aRejoinReplacesTheLegWithoutACharge() {
    focus.running("bob", "carol");
    FakeFocus.FakeLeg again = focus.dialIn("bob");
    focus.conference.confirmed(again);
    focus.conference.released(focus.leg("bob"));
    assertThat(focus.log).containsExactly("RELEASE bob 0", "200 bob");
    assertThat(again.active).isTrue();
    assertThat(focus.charging.placed()).isEmpty();
    assertThat(focus.conference.attached()).isEqualTo(3);
  }

  @Test
  void theOwnersLeavingEndsItIfThePolicySaysSo() {
    focus =
        new FakeFocus(
            FakeFocus.OFFLINE,
            SessionType.AD_HOC,
            new ConferencePolicy(2, true, Duration.ZERO, 10, false));
    FakeFocus.FakeLeg alice = focus.running("bob", "carol", "dave");
    focus.conference.departed(alice, null);
    assertThat(focus.charging.placed()).containsExactly("END offline 3");
  }

  @Test
  void aChatRoomOpensWithOneAndGoesOnWithOne() {
    focus = new FakeFocus(FakeFocus.OFFLINE, SessionType.CHAT, 1);
    FakeFocus.FakeLeg alice = focus.initiate();
    focus.conference.confirmed(alice);
    assertThat(focus.charging.placed()).containsExactly("INITIATE_GROUP offline 1");
    FakeFocus.FakeLeg bob = focus.dialIn("bob");
    focus.conference.confirmed(bob);
    focus.conference.departed(alice, null);
    assertThat(focus.conference.isOver()).isFalse();
    focus.conference.departed(bob, null);
    assertThat(focus.charging.placed()).endsWith("LEAVE offline 1", "END offline 0");
  }

  @Test
  void f2ChargesThenAnswersThenForwards() {
    FakeFocus.FakeLeg alice = focus.running("bob", "carol");
    focus.conference.modificationRequested(alice, focus.new Change(false));
    assertThat(focus.log).containsExactly("200 to the change", "REINVITE bob", "REINVITE carol");
    assertThat(focus.charging.placed()).containsExactly("MODIFY offline 3");
  }

  @Test
  void f8ForwardsAndChargesOnTheFirstAcceptance() {
    focus = new FakeFocus(FakeFocus.CPM_OFFLINE, SessionType.AD_HOC, 2);
    FakeFocus.FakeLeg alice = focus.running("bob", "carol");
    focus.conference.modificationRequested(alice, focus.new Change(false));
    assertThat(focus.log).containsExactly("REINVITE bob", "REINVITE carol");
    ChangeOffer change = requireNonNull(focus.leg("bob").asked);
    focus.conference.renegotiated(change, false, 488);
    assertThat(focus.charging.placed()).isEmpty();
    focus.conference.renegotiated(change, true, 200);
    assertThat(focus.charging.placed()).containsExactly("MODIFY offline 3");
    assertThat(focus.log).endsWith("200 to the change");
  }

  @Test
  void f8WithoutAnyAcceptanceRelaysTheFailureUncharged() {
    focus = new FakeFocus(FakeFocus.CPM_OFFLINE, SessionType.AD_HOC, 2);
    FakeFocus.FakeLeg alice = focus.running("bob");
    focus.conference.modificationRequested(alice, focus.new Change(false));
    ChangeOffer change = requireNonNull(focus.leg("bob").asked);
    focus.conference.renegotiated(change, false, 488);
    assertThat(focus.charging.placed()).isEmpty();
    assertThat(focus.log).endsWith("488 to the change");
  }

  @Test
  void aChargedChangeThatAllRefuseIsCorrectedOnce() {
    FakeFocus.FakeLeg alice = focus.running("bob", "carol");
    focus.conference.modificationRequested(alice, focus.new Change(false));
    ChangeOffer change = requireNonNull(focus.leg("bob").asked);
    focus.conference.renegotiated(change, false, 488);
    focus.conference.renegotiated(change, false, 488);
    assertThat(focus.charging.placed())
        .containsExactly("MODIFY offline 3", "MODIFICATION_CORRECTED offline 3");
    assertThat(focus.charging.charges.get(0).event().serviceType())
        .isEqualTo(ApplicationServiceType.SENDING);
  }

  @Test
  void aRefusedChangeLeavesTheSessionAsItWas() {
    online();
    FakeFocus.FakeLeg alice = focus.running("bob");
    focus.charging.answersAtOnce = false;
    focus.conference.modificationRequested(alice, focus.new Change(true));
    focus.charging.gates.remove().refuse(402);
    assertThat(focus.log).containsExactly("402 to the change");
    assertThat(focus.conference.isOver()).isFalse();
  }

  @Test
  void aSecondChangeDuringTheFirstIsToldToWait() {
    online();
    FakeFocus.FakeLeg alice = focus.running("bob");
    focus.charging.answersAtOnce = false;
    focus.conference.modificationRequested(alice, focus.new Change(false));
    focus.conference.modificationRequested(focus.leg("bob"), focus.new Change(false));
    assertThat(focus.log).containsExactly("491 to the change");
  }

  @Test
  void whoeverIsOnTheWayInIsOfferedTheChangeOnceThere() {
    FakeFocus.FakeLeg alice = focus.running("bob");
    FakeFocus.FakeLeg carol = focus.dialIn("carol");
    focus.conference.modificationRequested(alice, focus.new Change(true));
    assertThat(focus.log).doesNotContain("REINVITE carol");
    focus.conference.confirmed(carol);
    assertThat(focus.log).containsOnlyOnce("REINVITE carol");
  }

  @Test
  void holdingIsToldAndStillCounts() {
    FakeFocus.FakeLeg alice = focus.running("bob");
    focus.conference.modificationRequested(alice, focus.new Change(true));
    assertThat(requireNonNull(focus.told.get(FakeFocus.ALICE)).state())
        .isEqualTo(ParticipantState.HELD);
    assertThat(focus.conference.present()).isEqualTo(2);
  }

  @Test
  void chargingEndsTheConferenceWithItsReason() {
    focus.running("bob", "carol");
    focus.conference.endByCharging(new Refusal(402, "credit limit reached", null));
    assertThat(focus.log)
        .containsExactly("ending", "RELEASE alice 402", "RELEASE bob 402", "RELEASE carol 402");
    assertThat(focus.charging.placed()).containsExactly("RELEASE offline 3");
  }

  @Test
  void aLimitEndsItAsThisServersRelease() {
    focus.running("bob");
    focus.conference.end(Release.unused("longest duration reached"));
    assertThat(focus.charging.placed()).containsExactly("RELEASE offline 2");
  }

  @Test
  void chargingCanEndItBeforeTheInitiatorWasAnswered() {
    focus.initiate("bob");
    focus.conference.endByCharging(new Refusal(402, "aborted", null));
    assertThat(focus.log).contains("RELEASE alice 402", "RELEASE bob 402");
    assertThat(focus.charging.placed()).containsExactly("INITIATION_FAILED offline 1");
  }

  @Test
  void aFullConferenceTakesNobodyMoreAndChargesNothing() {
    focus =
        new FakeFocus(
            FakeFocus.OFFLINE,
            SessionType.AD_HOC,
            new ConferencePolicy(2, false, Duration.ZERO, 2, false));
    focus.running("bob");
    focus.dialIn("carol");
    assertThat(focus.log).containsExactly("RELEASE carol 486");
    assertThat(focus.conference.invite(FakeFocus.invitation("dave"), (s, r) -> {})).isPresent();
    assertThat(focus.charging.placed()).isEmpty();
  }

  @Test
  void aReferredJoinIsAnInvitationInItsRecordAndReported() {
    focus.running("bob");
    List<Integer> progress = new ArrayList<>();
    focus.conference.invite(FakeFocus.invitation("dave"), (status, reason) -> progress.add(status));
    focus.conference.ringing(focus.leg("dave"));
    focus.accept("dave");
    assertThat(progress).containsExactly(180, 200);
    assertThat(focus.charging.charges.get(0).event().serviceType())
        .isEqualTo(ApplicationServiceType.INVITING);
  }
}
