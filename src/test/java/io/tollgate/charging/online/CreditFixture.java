package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.session.ServiceTime;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import io.tollgate.charging.session.Turns;
import io.tollgate.charging.testkit.Answers;
import io.tollgate.charging.testkit.FakeOcs;
import io.tollgate.charging.testkit.FakeTime;
import io.tollgate.charging.testkit.Policies;
import io.tollgate.charging.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One credit-control session between an OCS that answers when told to and a service that notes. */
final class CreditFixture implements ServiceControl {

  final FakeTime time = new FakeTime();
  final FakeOcs ocs = new FakeOcs();
  final OpenSessions registry = new OpenSessions();
  final List<Refusal> told = new ArrayList<>();
  final List<String> redirected = new ArrayList<>();
  final List<String> verdicts = new ArrayList<>();
  final List<Reaction> reactions = new ArrayList<>();
  final Turns turns = new Turns(Runnable::run);
  final SessionGate gate;
  final CreditSession session;
  boolean obeys;

  CreditFixture() {
    this(OnlinePolicy.DEFAULT);
  }

  CreditFixture(FailureHandling handling) {
    this(policy(handling, true));
  }

  CreditFixture(OnlinePolicy policy) {
    this(policy, ServiceProfile.IM, Conflicts.DEFAULT);
  }

  CreditFixture(OnlinePolicy policy, ServiceProfile profile, Conflicts conflicts) {
    AtomicInteger id = new AtomicInteger();
    gate = new SessionGate(turns, new ServiceTime(time), policy.mostHeld());
    session =
        new CreditSession(
            () -> "c;" + id.incrementAndGet(),
            new SessionFacts(Samples.conference(profile), true, time),
            gate,
            policy,
            conflicts,
            ocs,
            ocs,
            time,
            turns,
            this,
            registry);
  }

  static OnlinePolicy policy(FailureHandling handling, boolean terminateDenied) {
    return Policies.failing(handling, terminateDenied);
  }

  static CreditFixture open(FailureHandling handling) {
    CreditFixture fixture = new CreditFixture(handling);
    fixture.begin();
    fixture.ocs.grant(10);
    fixture.verdicts.clear();
    return fixture;
  }

  static CreditFixture open() {
    return open(FailureHandling.TERMINATE);
  }

  /** An update that nobody at a gate waits for. */
  static CreditFixture reporting(FailureHandling handling) {
    CreditFixture fixture = open(handling);
    fixture.leave(1);
    return fixture;
  }

  static CreditFixture updating(FailureHandling handling) {
    CreditFixture fixture = open(handling);
    fixture.join(3);
    return fixture;
  }

  Verdict note(String what) {
    return new Verdict() {
      @Override
      public void granted() {
        verdicts.add(what + " granted");
      }

      @Override
      public void refused(Refusal refusal) {
        verdicts.add(what + " refused " + refusal.status());
      }
    };
  }

  String state() {
    return session.stateName();
  }

  void begin() {
    turns.here(() -> session.begin(Samples.event("INVITE", 2), note("start")));
  }

  void join(int participants) {
    change(Procedure.JOIN, participants, "join");
  }

  void leave(int participants) {
    ChargingEvent event = Samples.event("BYE", participants);
    turns.here(() -> session.change(Procedure.LEAVE, event, Verdict.NOBODY));
  }

  void change(Procedure procedure, int participants, String what) {
    ChargingEvent event = Samples.event("INVITE", participants);
    turns.here(() -> session.change(procedure, event, note(what)));
  }

  void end() {
    ChargingEvent bye = Samples.event("BYE", 0);
    turns.here(() -> session.end(bye, TerminationCause.LOGOUT, true));
  }

  void reauthorise() {
    registry.reAuthorise(session.id(), null, null, reactions::add);
  }

  void abort() {
    registry.abort(session.id(), reactions::add);
  }

  void txExpires() {
    time.pass(Duration.ofSeconds(10));
  }

  Admission message() {
    Admission admission = gate.admit(later -> verdicts.add("message " + later));
    if (admission == Admission.ADMITTED) {
      gate.completed();
    }
    return admission;
  }

  void messages(int count) {
    for (int i = 0; i < count; i++) {
      message();
    }
  }

  @Override
  public void endSession(Refusal why) {
    told.add(why);
    if (obeys) {
      end();
    }
  }

  @Override
  public boolean isAskedByPayer() {
    return true;
  }

  @Override
  public void redirect(String uri, Refusal otherwise) {
    redirected.add(uri);
  }

  // --- how tests say it

  static CreditFixture granted(Answers.GrantBuilder... grants) {
    return granted(new CreditFixture(), grants);
  }

  static CreditFixture granted(CreditFixture credit, Answers.GrantBuilder... grants) {
    credit.begin();
    credit.ocs.answer(Answers.with(grants));
    return credit;
  }

  static ServiceUsage reported(CreditFixture credit) {
    return credit.ocs.last().services().get(0);
  }

  static long sum(CreditFixture credit, UnitType type) {
    return reported(credit).used().stream().mapToLong(used -> used.units().get(type)).sum();
  }

  static CreditFixture rated(RatedService... services) {
    return rated(ServiceProfile.IM, services);
  }

  static CreditFixture rated(OnlinePolicy base, RatedService... services) {
    Map<ServiceKind, List<RatedService>> plan = new EnumMap<>(RatingPlan.DEFAULT.services());
    plan.put(ServiceKind.GROUP_SESSION, List.of(services));
    return new CreditFixture(
        Policies.restricting(Policies.rated(new RatingPlan(plan)), base.filters()));
  }

  static CreditFixture rated(ServiceProfile profile, RatedService... services) {
    Map<ServiceKind, List<RatedService>> plan = new EnumMap<>(RatingPlan.DEFAULT.services());
    plan.put(ServiceKind.GROUP_SESSION, List.of(services));
    return new CreditFixture(Policies.rated(new RatingPlan(plan)), profile, Conflicts.DEFAULT);
  }
}
