package io.tollgate.charging.enabler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Step;
import io.tollgate.charging.offline.OfflinePolicy;
import io.tollgate.charging.offline.ParticipantMode;
import io.tollgate.charging.record.AccountingOutcome.Acknowledged;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.FakeSignalling;
import io.tollgate.charging.testkit.Policies;
import io.tollgate.charging.testkit.Samples;
import io.tollgate.charging.testkit.World;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flows through the door, offline, online and both. */
class ChargedSessionTest {

  @Test
  void n1BothHoldsTheInviteUntilTheGrantAndRecordsTheStart() {
    World world = new World(World.BOTH);
    world.ocs.holdAnswers();
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));
    FakeSignalling walk = call.start();
    assertThat(walk.done).isEmpty();
    assertThat(world.cdf.records).isEmpty();
    world.ocs.grant(10);
    assertThat(walk.done)
        .containsExactly(Step.FORWARD, Step.AWAIT_FIRST_ACCEPTANCE, Step.ANSWER_ORIGINATOR);
    assertThat(world.cdf.types()).containsExactly(RecordType.START);
    assertThat(call.session.ids()).isEqualTo(new ChargingIds("s;1", "s;2"));
  }

  @Test
  void n1DeniedForwardsNothingAndLeavesOneEvent() {
    World world = new World(World.BOTH);
    world.ocs.answering(request -> Answers.code(4012));
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));
    FakeSignalling walk = call.start();
    assertThat(walk.done).isEmpty();
    assertThat(walk.refusal).isNotNull();
    assertThat(requireNonNull(walk.refusal).status()).isEqualTo(402);
    call.walk(Procedure.INITIATION_FAILED, Samples.event("INVITE", 0).withCause(402, null));
    assertThat(world.cdf.types()).containsExactly(RecordType.EVENT);
    assertThat(world.ocs.types()).containsExactly(CreditRequestType.INITIAL);
  }

  @Test
  void n11ACancelBeforeTheGrantEndsWithATerminationWithoutUse() {
    World world = new World(World.ONLINE);
    world.ocs.holdAnswers();
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.CPM));
    FakeSignalling walk = call.start();
    call.walk(Procedure.INITIATION_FAILED, "CANCEL", 0);
    assertThat(walk.refusal).isNotNull();
    assertThat(requireNonNull(walk.refusal).status()).isEqualTo(487);
    world.ocs.grant(10);
    assertThat(walk.done).isEmpty();
    assertThat(world.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
    assertThat(world.ocs.last().services())
        .singleElement()
        .matches(service -> !service.isAnythingUsed());
  }

  @Test
  void f2ImWaitsForTheCdfsAnswerBeforeItAnswersTheClient() {
    World world = new World(World.OFFLINE);
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));
    call.start();
    world.cdf.holdAnswers();
    assertThat(world.cdf.wasCommittedNow()).isFalse();
    FakeSignalling walk = call.walk(Procedure.MODIFY, "INVITE", 2);
    assertThat(world.cdf.wasCommittedNow()).isTrue();
    world.cdf.durable();
    assertThat(walk.done).isEmpty();
    world.cdf.answer(new Acknowledged(2001, null));
    assertThat(walk.done).containsExactly(Step.ANSWER_ORIGINATOR, Step.FORWARD);
    assertThat(walk.completed).isTrue();
  }

  @Test
  void f2ImGoesOnWithoutTheCdfAfterABoundedWait() {
    World world = new World(World.OFFLINE);
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));
    call.start();
    world.cdf.holdAnswers();
    FakeSignalling walk = call.walk(Procedure.MODIFY, "INVITE", 2);
    world.time.pass(Duration.ofMillis(999));
    assertThat(walk.done).isEmpty();
    world.time.pass(Duration.ofMillis(1));
    assertThat(walk.completed).isTrue();
    world.cdf.answer(new Acknowledged(2001, null));
    assertThat(walk.done).containsExactly(Step.ANSWER_ORIGINATOR, Step.FORWARD);
  }

  @Test
  void f8CpmForwardsFirstAndAnswersOnceTheRecordIsDurable() {
    World world = new World(World.OFFLINE);
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.CPM));
    call.start();
    world.cdf.holdAnswers();
    FakeSignalling walk = call.walk(Procedure.MODIFY, "INVITE", 2);
    assertThat(walk.done).containsExactly(Step.FORWARD, Step.AWAIT_FIRST_ACCEPTANCE);
    assertThat(world.cdf.last().reason()).isEqualTo(RecordReason.MODIFICATION);
    world.cdf.durable();
    assertThat(walk.done).endsWith(Step.ANSWER_ORIGINATOR);
    assertThat(walk.completed).isTrue();
  }

  @Test
  void c2CpmSendsNothingWhenNobodyAccepts() {
    World world = new World(World.OFFLINE);
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.CPM));
    call.start();
    FakeSignalling walk =
        new FakeSignalling(Samples.event("INVITE", 2)).stopAt(Step.AWAIT_FIRST_ACCEPTANCE);
    call.session.walk(Procedure.MODIFY, walk);
    walk.at(Step.AWAIT_FIRST_ACCEPTANCE).abandon();
    call.walk(Procedure.MODIFICATION_CORRECTED, "INVITE", 2);
    assertThat(world.cdf.types()).containsExactly(RecordType.START);
  }

  /**
   * C14 is decided where the dialogs are: one party's answer may stay while the other's changes.
   */
  @Test
  void c14AChangeIsChargedThoughItsMediaLooksLikeTheLast() {
    World world = new World(World.BOTH);
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));
    ChargingEvent event = Samples.event("INVITE", 2).withMedia(Samples.media("m=message"));
    call.walk(Procedure.INITIATE_ONE_TO_ONE, event);
    assertThat(call.walk(Procedure.MODIFY, event).completed).isTrue();
    assertThat(world.cdf.records).hasSize(2);
    assertThat(world.ocs.requests).hasSize(2);
  }

  @Test
  void c15ADeniedDialInJoinIsNeitherAnsweredNorRecorded() {
    World world = new World(World.BOTH);
    World.Subject conference = world.open(Samples.conference(ServiceProfile.IM));
    conference.walk(Procedure.INITIATE_GROUP, "INVITE", 2);
    world.ocs.answering(
        request ->
            request.type() == CreditRequestType.UPDATE
                ? Answers.with(Answers.messages(5).resultCode(4012))
                : Answers.code(2001));
    FakeSignalling walk = conference.walk(Procedure.DIAL_IN_JOIN, "INVITE", 3);
    assertThat(walk.refusal).isNotNull();
    assertThat(walk.done).isEmpty();
    assertThat(world.cdf.types()).containsExactly(RecordType.START);
    assertThat(world.told).isEmpty();
  }

  @Test
  void theRosterOfAnyRecordIsThatOfItsEvent() {
    World world = new World(World.BOTH);
    World.Subject conference = world.open(Samples.conference(ServiceProfile.IM));
    conference.walk(Procedure.INITIATE_GROUP, "INVITE", 5);
    conference.walk(Procedure.JOIN, "INVITE", 2);
    conference.walk(Procedure.LEAVE, "BYE", 1);
    conference.walk(Procedure.END, "BYE", 0);
    assertThat(world.cdf.records)
        .extracting(record -> record.service().roster().count())
        .containsExactly(5, 2, 1, 0);
    assertThat(world.ocs.requests)
        .extracting(request -> request.service().roster().count())
        .containsExactly(5, 2, 1, 0);
  }

  @Test
  void n4APageMessageIsDebitedBeforeItIsForwardedAndRefundedWhenNobodyGotIt() {
    World world = new World(World.BOTH);
    SessionTerms terms =
        Samples.terms(ServiceProfile.IM, ServiceKind.PAGE_MESSAGE, FunctionRole.CONTROLLING);
    World.Subject message = world.open(terms);
    ChargingEvent event = Samples.event("MESSAGE", 3).withMessage(List.of(), 3, 100);
    FakeSignalling walk = new FakeSignalling(event).stopAt(Step.AWAIT_FIRST_ACCEPTANCE);
    message.session.walk(Procedure.PAGE_MESSAGE, walk);
    assertThat(world.ocs.last().action()).isEqualTo(RequestedAction.DIRECT_DEBITING);
    assertThat(walk.done).containsExactly(Step.FORWARD, Step.AWAIT_FIRST_ACCEPTANCE);
    walk.at(Step.AWAIT_FIRST_ACCEPTANCE).abandon();
    message.walk(Procedure.PAGE_MESSAGE_FAILED, event.withCause(480, null));
    assertThat(world.ocs.last().action()).isEqualTo(RequestedAction.REFUND_ACCOUNT);
    assertThat(world.cdf.types()).containsExactly(RecordType.EVENT);
    assertThat(world.cdf.last().service().causeCode()).isEqualTo(480);
  }

  /** OMA DDS 6.2.62: a message that was refused before it went on was not exploded. */
  @Test
  void n4ARefusedMessageIsSentAndNotExploded() {
    World world = new World(World.OFFLINE);
    SessionTerms terms =
        Samples.terms(ServiceProfile.IM, ServiceKind.PAGE_MESSAGE, FunctionRole.PARTICIPATING);
    ChargingEvent event =
        Samples.event("MESSAGE", 2).withMessage(List.of(), 1, 0).withCause(402, null);
    world.open(terms).walk(Procedure.PAGE_MESSAGE_DENIED, event);
    assertThat(world.cdf.last().service().messages())
        .isEqualTo(new MessageCounters(1, 0, 0, 0, 0, 0));
    world
        .open(terms)
        .walk(
            Procedure.PAGE_MESSAGE_FAILED,
            event.withAcceptance(List.of(), "call-out").withCause(480, null));
    assertThat(world.cdf.last().service().messages())
        .as("it went on, and was refused there")
        .isEqualTo(new MessageCounters(1, 1, 0, 0, 0, 0));
  }

  @Test
  void n4AMessageToManyIsOneEventThatTellsHowManyGotIt() {
    World world = new World(World.OFFLINE);
    World.Subject message =
        world.open(
            Samples.terms(ServiceProfile.CPM, ServiceKind.PAGE_MESSAGE, FunctionRole.CONTROLLING));
    message.session.messages().count(Count.SUCCESSFULLY_EXPLODED, 2);
    FakeSignalling walk =
        message.walk(
            Procedure.PAGE_MESSAGE_TO_MANY,
            Samples.event("MESSAGE", 3).withMessage(List.of(), 3, 0).withCause(-1, null));
    assertThat(walk.done)
        .containsExactly(Step.ANSWER_ORIGINATOR, Step.FORWARD, Step.AWAIT_FIRST_ACCEPTANCE);
    assertThat(world.cdf.types()).containsExactly(RecordType.EVENT);
    assertThat(world.cdf.last().service().messages())
        .isEqualTo(new MessageCounters(1, 3, 1, 2, 0, 0));
  }

  /** It is answered before it is recorded: killed in between, its EVENT is owed. */
  @Test
  void n4AMessageToManyIsOwedItsRecordBeforeItIsAnswered() {
    World world = new World(World.OFFLINE);
    World.Subject message =
        world.open(
            Samples.terms(ServiceProfile.CPM, ServiceKind.PAGE_MESSAGE, FunctionRole.CONTROLLING));
    FakeSignalling walk =
        new FakeSignalling(Samples.event("MESSAGE", 3).withMessage(List.of(), 3, 0))
            .stopAt(Step.ANSWER_ORIGINATOR);
    message.session.walk(Procedure.PAGE_MESSAGE_TO_MANY, walk);
    assertThat(world.cdf.owed.values())
        .singleElement()
        .satisfies(
            owed -> {
              assertThat(owed.type()).isEqualTo(RecordType.EVENT);
              assertThat(owed.service().causeCode()).isEqualTo(3);
            });
    walk.at(Step.ANSWER_ORIGINATOR).next();
    assertThat(world.cdf.types()).containsExactly(RecordType.EVENT);
    assertThat(world.cdf.owed).isEmpty();
  }

  @Test
  void n5ALargeMessageIsOwedItsRecordWhileItIsUnderWay() {
    World world = new World(World.OFFLINE);
    World.Subject message =
        world.open(
            Samples.terms(
                ServiceProfile.CPM, ServiceKind.LARGE_MESSAGE, FunctionRole.PARTICIPATING));
    message.walk(Procedure.LARGE_MESSAGE, "INVITE", 2);
    assertThat(world.cdf.owed.values())
        .extracting(AccountingRecord::type)
        .containsExactly(RecordType.EVENT);
    message.messages(1);
    message.walk(Procedure.END, "BYE", 0);
    assertThat(world.cdf.types()).containsExactly(RecordType.EVENT);
    assertThat(world.cdf.owed).isEmpty();
    assertThat(world.cdf.lines.isEmpty()).isTrue();
  }

  /** TS 32.299 6.3.3: reserved, delivered, and only then taken. */
  @Test
  void n4AReservedPageMessageIsTakenOnceItIsDelivered() {
    World world = reserving();
    World.Subject message = pageMessage(world);
    ChargingEvent event = Samples.event("MESSAGE", 1).withMessage(List.of(), 3, 0);
    FakeSignalling walk = new FakeSignalling(event).stopAt(Step.AWAIT_FIRST_ACCEPTANCE);
    message.session.walk(Procedure.PAGE_MESSAGE, walk);
    assertThat(world.ocs.types()).containsExactly(CreditRequestType.INITIAL);
    walk.at(Step.AWAIT_FIRST_ACCEPTANCE).next();
    assertThat(world.ocs.types())
        .containsExactly(CreditRequestType.INITIAL, CreditRequestType.TERMINATION);
    assertThat(
            world.ocs.last().services().get(0).used().get(0).units().get(UnitType.SERVICE_SPECIFIC))
        .isEqualTo(3);
    assertThat(world.ocs.owed).isEmpty();
  }

  @Test
  void n4AReservedPageMessageThatNobodyGotIsGivenBackWithoutARefund() {
    World world = reserving();
    World.Subject message = pageMessage(world);
    ChargingEvent event = Samples.event("MESSAGE", 1).withMessage(List.of(), 1, 0);
    FakeSignalling walk = new FakeSignalling(event).stopAt(Step.AWAIT_FIRST_ACCEPTANCE);
    message.session.walk(Procedure.PAGE_MESSAGE, walk);
    walk.at(Step.AWAIT_FIRST_ACCEPTANCE).abandon();
    message.walk(Procedure.PAGE_MESSAGE_FAILED, event.withCause(480, null));
    assertThat(world.ocs.types())
        .containsExactly(CreditRequestType.INITIAL, CreditRequestType.TERMINATION);
    assertThat(world.ocs.last().services()).noneMatch(ServiceUsage::isAnythingUsed);
  }

  private static World reserving() {
    return new World(
        ChargingPolicy.standard(World.ONLINE).withOnline(Policies.reservingMessages()));
  }

  private static World.Subject pageMessage(World world) {
    return world.open(
        Samples.terms(ServiceProfile.IM, ServiceKind.PAGE_MESSAGE, FunctionRole.PARTICIPATING));
  }

  /** F6: what was refused once is no refresh the next time. */
  @Test
  void f6ARefusedChangeThatIsTriedAgainIsAskedForAgain() {
    World world = new World(World.ONLINE);
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));
    call.start();
    ChargingEvent change = Samples.event("INVITE", 2).withMedia(Samples.media("m=video"));
    world.ocs.answering(request -> Answers.code(4012));
    assertThat(call.walk(Procedure.MODIFY, change).refusal).isNotNull();
    int asked = world.ocs.requests.size();
    assertThat(call.walk(Procedure.MODIFY, change).refusal).isNotNull();
    assertThat(world.ocs.requests).hasSize(asked + 1);
  }

  @Test
  void n4AMessageToManyAsksForAUnitPerCopyBeforeItIsAnswered() {
    World world = new World(World.ONLINE);
    world.ocs.answering(request -> Answers.code(4012));
    World.Subject message =
        world.open(
            Samples.terms(ServiceProfile.IM, ServiceKind.PAGE_MESSAGE, FunctionRole.CONTROLLING));
    FakeSignalling walk =
        message.walk(
            Procedure.PAGE_MESSAGE_TO_MANY,
            Samples.event("MESSAGE", 3).withMessage(List.of(), 3, 0));
    assertThat(walk.done).isEmpty();
    assertThat(walk.refusal).isNotNull();
    assertThat(requireNonNull(walk.refusal).status()).isEqualTo(402);
    assertThat(world.ocs.last().services().get(0).requested())
        .isEqualTo(Units.of(UnitType.SERVICE_SPECIFIC, 3));
  }

  @Test
  void n5ALargeMessageIsOneEventOfflineAndAReservationOnline() {
    World world = new World(World.BOTH);
    World.Subject transfer =
        world.open(
            Samples.terms(
                ServiceProfile.CPM, ServiceKind.LARGE_MESSAGE, FunctionRole.PARTICIPATING));
    transfer.walk(Procedure.LARGE_MESSAGE, "INVITE", 2);
    assertThat(world.cdf.records).isEmpty();
    transfer.messages(1);
    transfer.end();
    assertThat(world.cdf.types()).containsExactly(RecordType.EVENT);
    assertThat(world.ocs.types()).startsWith(CreditRequestType.INITIAL);
    assertThat(world.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
  }

  @Test
  void f4TheStopHasWhatWasCountedAndLaterMessagesAreRefused() {
    World world = new World(World.OFFLINE);
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));
    call.start();
    call.messages(3);
    call.end();
    AccountingRecord stop = world.cdf.last();
    assertThat(stop.type()).isEqualTo(RecordType.STOP);
    assertThat(stop.service().messages()).isNotNull();
    assertThat(requireNonNull(stop.service().messages()).sent()).isEqualTo(3);
    assertThat(call.message()).isEqualTo(Admission.REFUSED);
    call.end();
    assertThat(world.cdf.types()).containsExactly(RecordType.START, RecordType.STOP);
  }

  @Test
  void aServiceThatIsFreeIsChargedNowhere() {
    ChargingPolicy base = ChargingPolicy.standard(World.BOTH);
    ChargingPolicy policy =
        new ChargingPolicy(
            base.charged(),
            new Exemptions(List.of("urn:service:sos*", "sip:BOB@*")),
            base.conflicts(),
            base.flows(),
            base.offline(),
            base.online(),
            base.checkpointEvery(),
            base.checkpointMessages());
    World world = new World(policy);
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));
    assertThat(call.start().completed).isTrue();
    call.messages(100);
    call.end();
    assertThat(world.cdf.records).isEmpty();
    assertThat(world.ocs.requests).isEmpty();
    assertThat(call.session.ids()).isEqualTo(ChargingIds.NONE);
  }

  /** Anybody writes a URI into From or calls one, and sends the request to a friend. */
  @Test
  void nobodyIsFreeByNameNorByAWayOfHisOwn() {
    Exemptions care = new Exemptions(List.of("sip:alice@*", "sip:bob@*"));
    Parties own = Samples.PARTIES;
    Parties elsewhere =
        new Parties(
            own.calling(),
            own.called(),
            null,
            own.from(),
            own.chargedParty(),
            own.subscriptions(),
            false);

    assertThat(care.covers(own)).isTrue();
    assertThat(care.covers(elsewhere)).isFalse();
    assertThat(care.covers(own.withCalled("sip:carol@home.example"))).isFalse();
  }

  @Test
  void whatIsOwedFollowsTheUsageAtABoundedRate() {
    World world = new World(World.BOTH);
    world.ocs.granting(1000);
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));
    call.start();
    call.messages(5);
    assertThat(requireNonNull(world.cdf.owed.get("s;1")).service().messages()).isNotNull();
    assertThat(requireNonNull(world.cdf.owed.get("s;1").service().messages()).sent()).isZero();
    world.time.pass(Duration.ofSeconds(5));
    assertThat(world.cdf.owed.get("s;1").service().messages().sent()).isEqualTo(5);
    assertThat(requireNonNull(world.ocs.owed.get("s;2")).number()).isEqualTo(1);
    assertThat(world.ocs.owed.get("s;2").services().get(0).used().get(0).units().amounts().values())
        .containsExactly(5L);
    call.messages(101);
    assertThat(world.cdf.owed.get("s;1").service().messages().sent()).isGreaterThan(100);
  }

  @Test
  void aTimeQuotaRunsFromTheAnswerToTheOriginator() {
    World world = new World(World.ONLINE);
    world.ocs.answering(request -> Answers.with(Answers.grant(Units.of(UnitType.TIME, 60))));
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.IM));
    FakeSignalling walk =
        new FakeSignalling(Samples.event("INVITE", 2)).stopAt(Step.AWAIT_FIRST_ACCEPTANCE);
    call.session.walk(Procedure.INITIATE_ONE_TO_ONE, walk);
    world.time.pass(Duration.ofSeconds(100));
    walk.at(Step.AWAIT_FIRST_ACCEPTANCE).next();
    world.time.pass(Duration.ofSeconds(59));
    assertThat(world.ocs.requests).hasSize(1);
    world.time.pass(Duration.ofSeconds(1));
    assertThat(world.ocs.requests).hasSize(2);
  }

  @Test
  void afterARestartOfTheOcsSessionsAreAskedAfterAndLostOnesOpenedAnew() {
    World world = new World(World.ONLINE);
    World.Subject kept = world.open(Samples.oneToOne(ServiceProfile.IM));
    World.Subject lost = world.open(Samples.oneToOne(ServiceProfile.IM));
    kept.start();
    lost.start();
    lost.messages(3);
    String lostId = lost.session.ids().online();
    world.ocs.answering(
        request ->
            request.sessionId().equals(lostId)
                ? Answers.code(5002)
                : Answers.granting(request, 10));
    world.enabler.askAfter(List.of(kept.session.ids().online(), lostId));
    world.time.pass(Duration.ofSeconds(10));
    assertThat(lost.session.ids().online()).isNotEqualTo(lostId);
    assertThat(world.ocs.types())
        .containsExactly(
            CreditRequestType.INITIAL,
            CreditRequestType.INITIAL,
            CreditRequestType.UPDATE,
            CreditRequestType.UPDATE,
            CreditRequestType.INITIAL);
    lost.end();
    // What was used under the session that was lost is reported in the one in its place.
    assertThat(world.ocs.last().services().get(0).used().get(0).units().amounts().values())
        .containsExactly(3L);
  }

  @Test
  void eachParticipantHasAnAccountingSessionOfItsOwnWhereThatIsWanted() {
    OfflinePolicy base = OfflinePolicy.DEFAULT;
    World world =
        new World(
            ChargingPolicy.standard(World.OFFLINE)
                .withOffline(
                    new OfflinePolicy(
                        base.realtime(),
                        base.disconnectOnLoss(),
                        base.defaultInterval(),
                        base.intervalFloor(),
                        base.intervalCeiling(),
                        base.jitter(),
                        base.maxMessages(),
                        base.maxOctets(),
                        base.minGap(),
                        base.coalesceWindow(),
                        ParticipantMode.SESSION_PER_PARTICIPANT)));
    World.Subject conference = world.open(Samples.conference(ServiceProfile.IM));
    conference.walk(Procedure.INITIATE_GROUP, "INVITE", 3);
    assertThat(conference.walk(Procedure.JOIN, "INVITE", 1).completed).isTrue();
    assertThat(conference.walk(Procedure.JOIN, "INVITE", 2).completed).isTrue();
    conference.messages(4);
    assertThat(conference.walk(Procedure.LEAVE, "BYE", 1).completed).isTrue();
    conference.walk(Procedure.END, "BYE", 0);
    assertThat(world.cdf.records)
        .extracting(
            record ->
                record.sessionId()
                    + " "
                    + record.type()
                    + " "
                    + record.number()
                    + " "
                    + record.service().parties().called())
        .containsExactly(
            "s;1 START 0 sip:bob@home.example",
            "s;2 START 0 sip:user0@home.example",
            "s;3 START 0 sip:user1@home.example",
            "s;3 STOP 1 sip:user1@home.example",
            "s;2 STOP 1 sip:user0@home.example",
            "s;1 STOP 1 sip:bob@home.example");
    assertThat(world.cdf.records)
        .extracting(record -> record.service().correlation().icid())
        .containsOnly("icid-1");
    assertThat(requireNonNull(world.cdf.last().service().messages()).sent()).isEqualTo(4);
    assertThat(world.cdf.owed).isEmpty();
    assertThat(world.time.pendingTimers()).isZero();
  }

  @Test
  void chargingOffWalksTheSignallingOnly() {
    World world = new World(EnumSet.noneOf(io.tollgate.charging.record.ChargingInterface.class));
    World.Subject call = world.open(Samples.oneToOne(ServiceProfile.CPM));
    assertThat(call.start().done)
        .containsExactly(Step.FORWARD, Step.AWAIT_FIRST_ACCEPTANCE, Step.ANSWER_ORIGINATOR);
    assertThat(call.message()).isEqualTo(Admission.ADMITTED);
  }
}
