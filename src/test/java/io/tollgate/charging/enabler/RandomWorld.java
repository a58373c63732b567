package io.tollgate.charging.enabler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.online.AccessFilters;
import io.tollgate.charging.online.RatedService;
import io.tollgate.charging.online.RatingPlan;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.FakeSignalling;
import io.tollgate.charging.testkit.Policies;
import io.tollgate.charging.testkit.Samples;
import io.tollgate.charging.testkit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One conference, offline and online, to which anything may happen in any order; and what must hold
 * then.
 */
final class RandomWorld {

  /** What may happen. */
  enum Happening {
    JOIN,
    LEAVE,
    MODIFY,
    MESSAGE,
    MESSAGES,
    BEGIN_MESSAGE,
    COMPLETE_MESSAGE,
    ABANDON_MESSAGE,
    OCTETS,
    GRANT,
    GRANT_WITH_THRESHOLD,
    GRANT_FINAL,
    GRANT_RESTRICTING,
    GRANT_NOTHING,
    DENY_4010,
    DENY_4012,
    FREE_4011,
    LOST_5002,
    FAILED_5031,
    REJECTED_5003,
    FAILED_GROUP_5031,
    MISUNDERSTOOD,
    OF_ANOTHER_SESSION,
    UNDELIVERABLE,
    NEVER_SENT,
    TX_EXPIRES,
    A_MOMENT,
    CLOCK_FORWARD,
    CLOCK_BACK,
    RAR,
    ASR,
    RECORD_TAKEN,
    RECORD_STORED,
    RECORD_REFUSED,
    RESTART,
    BYE
  }

  private static final List<Long> GROUPS = List.of(2L, 7L);

  private static final Map<FailureHandling, ChargingPolicy> POLICIES =
      Map.of(
          FailureHandling.TERMINATE, policy(FailureHandling.TERMINATE),
          FailureHandling.CONTINUE, policy(FailureHandling.CONTINUE),
          FailureHandling.RETRY_AND_TERMINATE, policy(FailureHandling.RETRY_AND_TERMINATE));

  final World world;
  private final FailureHandling handling;
  private final Invariants invariants;
  private World.Subject conference;
  private final List<FakeSignalling> walks = new ArrayList<>();
  private long completed;
  private int participants = 2;
  private int held;
  private int underWay;
  private long granted;
  private boolean everFree;

  private boolean denied;
  private boolean over;

  RandomWorld(FailureHandling handling, boolean obeys) {
    this.handling = handling;
    world = new World(requireNonNull(POLICIES.get(handling)));
    invariants = new Invariants(world);
    world.obeys = obeys;
    world.ocs.holdAnswers();
    world.cdf.holdAnswers();
    conference = open();
  }

  private World.Subject open() {
    World.Subject opened = world.open(Samples.conference(ServiceProfile.IM));
    walks.add(opened.walk(Procedure.INITIATE_GROUP, "INVITE", participants));
    return opened;
  }

  /** The node dies and comes back: nobody hears answers any more, the journal says what is owed. */
  private void restart() {
    world.restart();
    walks.clear();
    held = 0;
    underWay = 0;
    participants = 2;
    denied = false;
    over = false;
    conference = open();
  }

  private static ChargingPolicy policy(FailureHandling handling) {
    Map<ServiceKind, List<RatedService>> plan = new EnumMap<>(RatingPlan.DEFAULT.services());
    plan.put(
        ServiceKind.GROUP_SESSION,
        GROUPS.stream()
            .map(group -> new RatedService(group, null, Units.of(UnitType.SERVICE_SPECIFIC, 10)))
            .toList());
    return ChargingPolicy.standard(World.BOTH)
        .withOnline(
            Policies.restricting(
                Policies.failing(handling, new RatingPlan(plan)),
                AccessFilters.of(List.of("care=sip:bob@*"))));
  }

  void happen(Happening what) {
    switch (what) {
      case JOIN -> change(Procedure.JOIN, participants + 1);
      case LEAVE -> change(Procedure.LEAVE, Math.max(1, participants - 1));
      case MODIFY -> change(Procedure.MODIFY, participants);
      case MESSAGE -> message();
      case MESSAGES -> repeat(7);
      case BEGIN_MESSAGE -> begin();
      case COMPLETE_MESSAGE -> complete();
      case ABANDON_MESSAGE -> {
        if (underWay > 0) {
          underWay--;
          conference.session.messages().abandoned();
        }
      }
      case OCTETS -> conference.session.messages().octets(Count.OCTETS_IN, 1000);
      case GRANT -> grant(Answers.messages(5), 5);
      case GRANT_WITH_THRESHOLD -> grant(Answers.messages(6).unitThreshold(2), 6);
      case GRANT_FINAL -> grant(Answers.messages(3).last(), 3);
      case GRANT_RESTRICTING -> {
        everFree |= world.ocs.isAnyUnanswered();
        grant(Answers.messages(3).lastWithin(List.of("care"), List.of()), 3);
      }
      case GRANT_NOTHING -> grant(Answers.messages(0), 0);
      case DENY_4010 -> deny(4010);
      case DENY_4012 -> deny(4012);
      case FREE_4011 -> {
        everFree |= world.ocs.isAnyUnanswered();
        answer(4011);
      }
      case LOST_5002 -> answer(5002);
      case FAILED_5031 -> answer(5031);
      case REJECTED_5003 -> answer(5003);
      case FAILED_GROUP_5031 -> {
        if (world.ocs.isAnyUnanswered()) {
          world.ocs.answer(
              Answers.with(
                  Answers.grant(null).ratingGroup(2).resultCode(5031),
                  Answers.messages(5).ratingGroup(7)));
          granted += 5;
        }
      }
      case MISUNDERSTOOD -> misunderstood(2001);
      case OF_ANOTHER_SESSION -> misunderstood(0);
      case UNDELIVERABLE -> {
        if (world.ocs.isAnyUnanswered()) {
          world.ocs.fail(true);
        }
      }
      case NEVER_SENT -> {
        if (world.ocs.isAnyUnanswered()) {
          world.ocs.fail(false);
        }
      }
      case TX_EXPIRES -> world.time.pass(Duration.ofSeconds(10));
      case A_MOMENT -> world.time.pass(Duration.ofMillis(200));
      case CLOCK_FORWARD -> world.time.stepClock(Duration.ofHours(1));
      case CLOCK_BACK -> world.time.stepClock(Duration.ofHours(-1));
      case RAR -> world.enabler.serverRequests().reAuthorise(online(), null, null, reaction -> {});
      case ASR -> world.enabler.serverRequests().abort(online(), reaction -> {});
      case RECORD_TAKEN -> record(world.cdf.acknowledged());
      case RECORD_STORED -> record(new AccountingOutcome.Stored());
      case RECORD_REFUSED -> record(new AccountingOutcome.Rejected(5004, null));
      case RESTART -> restart();
      case BYE -> bye();
    }
    assertNothingBeyondTheGrants();
    assertThat(world.ocs.unansweredCount()).as("requests outstanding").isLessThanOrEqualTo(1);
  }

  private void change(Procedure procedure, int count) {
    if (!isOver()) {
      participants = count;
      walks.add(conference.walk(procedure, "INVITE", count));
    }
  }

  private void repeat(int messages) {
    for (int i = 0; i < messages; i++) {
      message();
    }
  }

  private void message() {
    begin();
    complete();
  }

  /** A service that ends when it is told to carries nothing on. */
  private boolean isOver() {
    over |= !world.told.isEmpty() && world.obeys;
    return over;
  }

  private void complete() {
    if (underWay > 0 && !isOver()) {
      underWay--;
      completed++;
      conference.session.messages().completed();
    }
  }

  private void begin() {
    if (isOver()) {
      return;
    }
    Admission now =
        conference
            .session
            .messages()
            .admit(
                later -> {
                  held--;
                  decided(later);
                });
    if (now == Admission.HELD) {
      held++;
    } else {
      decided(now);
    }
    if (denied && handling == FailureHandling.TERMINATE) {
      assertThat(now).as("a message after a denial").isEqualTo(Admission.REFUSED);
    }
  }

  private void decided(Admission decision) {
    if (decision == Admission.ADMITTED) {
      underWay++;
    }
  }

  private void grant(Answers.GrantBuilder grant, long units) {
    CreditRequest request = world.ocs.waiting();
    if (request == null) {
      return;
    }
    if (request.type() == CreditRequestType.TERMINATION) {
      world.ocs.answer(Answers.code(2001));
    } else {
      granted += units;
      world.ocs.answer(Answers.with(grant));
    }
  }

  private void deny(int code) {
    answer(code);
    // Where somebody waits at the gate, the denial is that one's alone.
    denied |= !world.told.isEmpty();
  }

  private void misunderstood(int code) {
    if (world.ocs.isAnyUnanswered()) {
      world.ocs.misunderstood(code);
    }
  }

  private void answer(int code) {
    if (world.ocs.isAnyUnanswered()) {
      world.ocs.answer(Answers.code(code));
    }
  }

  private void record(AccountingOutcome outcome) {
    if (world.cdf.isAnyUnanswered()) {
      world.cdf.answer(outcome);
    }
  }

  private void bye() {
    over = true;
    while (underWay > 0) {
      underWay--;
      conference.session.messages().abandoned();
    }
    walks.add(conference.walk(Procedure.END, "BYE", 0));
  }

  private String online() {
    return String.valueOf(conference.session.ids().online());
  }

  /** Everything answers, or times out, and the service is over. */
  void comeToRest() {
    bye();
    for (int i = 0; i < 50; i++) {
      while (world.cdf.isAnyUnanswered()) {
        record(world.cdf.acknowledged());
      }
      if (world.ocs.isAnyUnanswered()) {
        grant(Answers.messages(1), 1);
      }
    }
    world.time.pass(Duration.ofHours(3));
  }

  // --- what must hold

  /** Invariant 1; under other handling than TERMINATE, or for free, more may pass. */
  private void assertNothingBeyondTheGrants() {
    if (handling == FailureHandling.TERMINATE && !everFree) {
      assertThat(completed + underWay).as("messages admitted").isLessThanOrEqualTo(granted);
    }
  }

  private void assertUsageIsReportedOnce() {
    for (long group : GROUPS) {
      long reported = invariants.reportedMessages(group);
      List<@Nullable Long> uncharged = world.ocs.unchargedGroups;
      if (!uncharged.contains(null) && !uncharged.contains(group)) {
        assertThat(reported).as("messages of rating group %s", group).isEqualTo(completed);
      } else {
        // The rest is lost by a declared policy, which was told: free, or CONTINUE.
        assertThat(reported)
            .as("messages of rating group %s", group)
            .isLessThanOrEqualTo(completed);
      }
    }
  }

  void assertAll() {
    invariants.assertNothingIsStuck();
    assertThat(walks).allMatch(FakeSignalling::isOver);
    assertThat(held).as("messages still held").isZero();
    invariants.assertRecordsAreWhole();
    invariants.assertRequestsAreWhole();
    invariants.assertNothingIsADuplicate();
    assertUsageIsReportedOnce();
  }
}
