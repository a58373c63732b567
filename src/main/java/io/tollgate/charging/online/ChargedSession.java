package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.Timers;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.session.Alarm;
import io.tollgate.charging.session.SessionFacts;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The parts of one session that its states act on: rules, quotas, requests and the service. */
final class ChargedSession {

  private static final Logger LOG = LogManager.getLogger(ChargedSession.class);

  /** What its parts report, each at a time of its own. */
  interface Events {
    /** An outcome of the current dialogue with the OCS. */
    void outcome(CreditOutcome outcome);

    /** The answer is late. */
    void txExpired();

    /** The service had its time to end; or the time to try again has come. */
    void serviceAlarm();

    /** A validity, a limit of time or a change of tariff is due. */
    void deadlineReached();
  }

  private final SessionFacts facts;
  private final AccessFilters filters;
  private final AnswerRules rules;
  private final Triggers triggers;
  private final Quotas quotas;
  private final CreditRequests requests;
  private final ChargedService service;
  private final Alarm deadline;
  private final Events events;
  private boolean badAnswer;

  ChargedSession(
      CreditRequests.Means means,
      OnlinePolicy policy,
      Conflicts conflicts,
      Timers timers,
      ServiceControl control,
      OpenSessions.Registration registration,
      Events events) {
    this.facts = means.facts();
    this.events = events;
    this.filters = policy.filters();
    this.rules = new AnswerRules(policy);
    this.triggers =
        new Triggers(
            facts.terms().profile(), facts.terms().function(), conflicts, policy.participants());
    this.quotas = new Quotas(means.gate(), facts.time(), policy, this::mayGoOn);
    this.requests =
        new CreditRequests(
            means, policy, rules, quotas, timers, registration, this::outcome, events::txExpired);
    this.service =
        new ChargedService(
            means.gate(), control, policy, timers, means.owner(), events::serviceAlarm);
    this.deadline = new Alarm(timers, means.owner(), events::deadlineReached);
  }

  String id() {
    return requests.id();
  }

  AnswerRules rules() {
    return rules;
  }

  Quotas quotas() {
    return quotas;
  }

  CreditRequests requests() {
    return requests;
  }

  ChargedService service() {
    return service;
  }

  /** What the OCS wants to know of a change. */
  Map<RatedQuota, Set<TriggerType>> triggersMet(Procedure procedure, int participants) {
    return triggers.metBy(procedure, participants, quotas.groups());
  }

  private void outcome(CreditDialogue from, CreditOutcome outcome) {
    if (requests.isWith(from)) {
      events.outcome(outcome);
    }
  }

  /** What any answer tells, whatever its state makes of it. */
  void learn(CreditAnswer answer) {
    rules.learn(answer);
    if (answer.failoverSupported() != null) {
      requests.failoverSupported(answer.failoverSupported());
    }
    if (answer.advice() != null) {
      service.advise(answer.advice());
    }
    if (answer.failedAvp() != null) {
      LOG.warn(
          "Credit-control session {}: {} with Failed-AVP {}",
          id(),
          answer.resultCode(),
          answer.failedAvp());
    }
  }

  void sendUpdate(
      Map<RatedQuota, Due> dues,
      Map<RatedQuota, Set<TriggerType>> met,
      @Nullable ChargingEvent event) {
    deadline.off();
    triggers.reported(facts.roster().count());
    quotas.handBack(dues);
    requests.update(quotas.report(dues, met), event);
  }

  /**
   * Puts a successful answer in force.
   *
   * @param gate what it refuses is for whoever waits at the gate, while the former grant lasts
   * @return a refusal, if the answer denies what it was asked, or cannot be understood
   */
  @Nullable Refusal take(CreditAnswer answer, boolean gate) {
    triggers.arm(answer, quotas.groups());
    Granting.Applied applied = apply(answer, gate);
    if (applied.complete()) {
      requests.acknowledged();
    } else {
      // What was not taken is owed still.
      requests.refresh();
    }
    badAnswer = applied.badAnswer();
    if (badAnswer) {
      return AnswerRules.unknownUnits();
    }
    quotas.install();
    service.restrictedOnlyWhile(quotas.usedUpFinalUnit() != null);
    return applied.refusal();
  }

  /**
   * The last units are used, and the OCS leaves the way to the other party open (RFC 8506 5.6.3).
   */
  boolean mayGoOn(FinalUnit last) {
    return last.action() == FinalUnit.Action.RESTRICT_ACCESS && filters.permit(last, otherParty());
  }

  private String otherParty() {
    Parties parties = facts.terms().parties();
    boolean called =
        facts.terms().nodeRole() == NodeRole.ORIGINATING
            || facts.terms().function() == FunctionRole.CONTROLLING;
    return called ? parties.called() : parties.calling().get(0);
  }

  /**
   * @return the reports of the last units
   */
  Map<RatedQuota, Due> restrict() {
    Set<RatedQuota> before = quotas.restricted();
    Map<RatedQuota, Due> dues = quotas.restrict();
    for (RatedQuota group : quotas.restricted()) {
      if (!before.contains(group)) {
        requests.goesOnUncharged(
            group, "goes on: its last units are used, and the OCS permits the other party");
      }
    }
    return dues;
  }

  /**
   * Final units of zero with REDIRECT, before anything was said (RFC 8506 5.6.2): the one who asks
   * is sent there, if that is the payer.
   */
  @Nullable Refusal redirection() {
    FinalUnit last = quotas.usedUpFinalUnit();
    if (last == null || last.action() != FinalUnit.Action.REDIRECT || !service.isAskedByPayer()) {
      return null;
    }
    String uri = last.redirectUri();
    return uri == null ? null : Refusal.redirection(uri, AnswerRules.finalUnitsUsed().reason());
  }

  boolean isBadAnswer() {
    return badAnswer;
  }

  /** A grant that nobody can use any more. */
  void acknowledgeUnused(CreditAnswer answer) {
    apply(answer, false);
  }

  private Granting.Applied apply(CreditAnswer answer, boolean gate) {
    Granting.Applied applied = quotas.apply(answer, rules.failureHandling(), gate);
    applied.uncharged().forEach(requests::goesOnUncharged);
    return applied;
  }

  void watchDeadlines() {
    Duration left = quotas.untilNextDeadline();
    if (left == null) {
      deadline.off();
    } else {
      deadline.set(left);
    }
  }

  /** No timer of the session rings any more. */
  void quiet() {
    requests.stopTx();
    deadline.off();
    service.quiet();
  }
}
