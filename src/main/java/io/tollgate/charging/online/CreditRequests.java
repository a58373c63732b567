package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.session.Alarm;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What one session asks of the OCS, one request at a time under Tx; and the succession of sessions
 * at the OCS, should it lose one.
 */
final class CreditRequests {

  private static final Logger LOG = LogManager.getLogger(CreditRequests.class);

  /** The ports and the facts a request is made of. */
  record Means(
      Supplier<String> ids,
      SessionFacts facts,
      SessionGate gate,
      CreditPort port,
      CreditLedger ledger,
      Owner owner) {}

  private final Means means;
  private final OnlinePolicy policy;
  private final AnswerRules rules;
  private final Quotas quotas;
  private final BiConsumer<CreditDialogue, CreditOutcome> told;
  private final OpenSessions.Registration registration;
  private final Alarm tx;
  private CreditDialogue dialogue;
  private int reopened;
  private boolean inPlace;

  /**
   * @param told every outcome, with the dialogue it belongs to
   * @param txExpired the answer is late
   */
  CreditRequests(
      Means means,
      OnlinePolicy policy,
      AnswerRules rules,
      Quotas quotas,
      Timers timers,
      OpenSessions.Registration registration,
      BiConsumer<CreditDialogue, CreditOutcome> told,
      Runnable txExpired) {
    this.means = means;
    this.policy = policy;
    this.rules = rules;
    this.quotas = quotas;
    this.told = told;
    this.registration = registration;
    this.tx =
        new Alarm(
            timers,
            means.owner(),
            () -> {
              late();
              txExpired.run();
            });
    this.dialogue = newDialogue();
  }

  private void late() {
    dialogue.late();
  }

  /** All of it. */
  void goesOnUncharged(String why) {
    means.port().goesOnUncharged(null, why);
  }

  void goesOnUncharged(RatedQuota group, String why) {
    long number = group.service().ratingGroup();
    means.port().goesOnUncharged(number, "rating group " + number + " " + why);
  }

  String id() {
    return dialogue.id();
  }

  boolean isWith(CreditDialogue other) {
    return dialogue == other;
  }

  void failoverSupported(boolean supported) {
    dialogue.failoverSupported(supported);
  }

  void stopTx() {
    tx.off();
  }

  void initial(ChargingEvent event) {
    inPlace = false;
    quotas.rate(policy.rating().of(means.facts().terms().kind(), event));
    registration.add(id());
    tx.set(policy.txInitial());
    dialogue.initial(quotas.ask(true), event, rules.failureHandling());
  }

  /** The OCS may be back: what was used meanwhile was granted without credit control. */
  void initialAgain() {
    inPlace = false;
    renew();
    tx.set(policy.txInitial());
    dialogue.initial(quotas.ask(true), null, rules.failureHandling());
  }

  boolean mayReopen() {
    return reopened < policy.reopenLimit();
  }

  /** The OCS lost the session: a new one, to which the lost usage is reported. */
  void reopen() {
    reopened++;
    inPlace = true;
    CreditDialogue lost = dialogue;
    renew();
    LOG.warn(
        "Credit-control session {} is opened in place of {}, which the OCS lost", id(), lost.id());
    tx.set(policy.txInitial());
    dialogue.initial(quotas.ask(false), null, rules.failureHandling());
    lost.settle();
  }

  /** It was opened in place of a lost one, and has that one's usage to report. */
  boolean isInPlace() {
    return inPlace;
  }

  /** All that the last request reported was taken. */
  void acknowledged() {
    dialogue.acknowledged();
  }

  /** A report was answered with success: the OCS keeps the session. */
  void reported() {
    reopened = 0;
    inPlace = false;
  }

  /** What was used can be reported in no session any more. */
  void buryUsage(int resultCode) {
    dialogue.buryUsage(
        quotas.close(), resultCode, "the OCS lost the session, and has none in its place");
  }

  /** The answer to the last request. */
  void terminated(CreditAnswer answer) {
    dialogue.terminated(answer);
  }

  /** The update of which nobody knows whether it arrived. */
  void repeatUpdate() {
    dialogue.repeatUpdate(rules.failureHandling());
  }

  private void renew() {
    closed();
    dialogue = newDialogue();
    registration.add(id());
  }

  private CreditDialogue newDialogue() {
    CreditDialogue[] self = new CreditDialogue[1];
    self[0] =
        new CreditDialogue(
            means.ids().get(),
            means.facts(),
            means.gate(),
            means.port(),
            means.ledger(),
            means.owner(),
            policy.failoverSupported(),
            quotas::close,
            outcome -> told.accept(self[0], outcome));
    return self[0];
  }

  void update(List<ServiceUsage> services, @Nullable ChargingEvent event) {
    tx.set(policy.txUpdate());
    dialogue.update(services, event, rules.failureHandling());
  }

  /**
   * @return whether an answer will come; otherwise the ledger sees to the end
   */
  boolean terminate(End end) {
    List<ServiceUsage> last = end.withUsage() ? quotas.close() : quotas.closeUnused();
    quotas.closed();
    return dialogue.terminate(last, end.cause(), end.event());
  }

  /** What was carried behind the last report, because the service did not end in time. */
  void buryRest() {
    if (quotas.isAnythingUnreported()) {
      dialogue.buryUsage(quotas.close(), 0, "used after the last report of its session");
    }
  }

  void repeatTermination(boolean mayHaveArrived) {
    dialogue.repeatTermination(mayHaveArrived);
  }

  /** The OCS may have the session open: it is closed there without anybody waiting for it. */
  void leaveBehind(boolean withUsage, TerminationCause cause) {
    dialogue.leaveBehind(withUsage ? quotas.close() : quotas.closeUnused(), cause);
  }

  /** Usage went on: what is owed after a crash says so. */
  void refresh() {
    dialogue.refresh();
  }

  void settle() {
    dialogue.settle();
  }

  void closed() {
    dialogue.close();
    registration.remove(id());
  }
}
