package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Open: units are granted and nothing is on its way (RFC 8506 table 4). */
final class Open extends CreditState {

  Open(ChargedSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "Open";
  }

  /** Comes from a successful answer: what has waited for it is done now. */
  CreditState entered(Changes waited) {
    Changes rest = waited.grantedButForReports();
    if (waited.end() != null) {
      rest.refused(over());
      return end(waited.end());
    }
    Map<RatedQuota, Due> dues = waited.dues();
    if (!dues.isEmpty()) {
      return update(dues, waited.triggers(), waited.latest(), rest);
    }
    rest.granted();
    return quotaDue();
  }

  @Override
  CreditState change(Map<RatedQuota, Set<TriggerType>> met, ChargingEvent event, Verdict verdict) {
    Changes waiting = new Changes();
    waiting.add(met, event, verdict);
    return update(waiting.dues(), met, event, waiting);
  }

  @Override
  CreditState quotaDue() {
    Map<RatedQuota, Due> dues = session.quotas().due();
    if (!dues.isEmpty()) {
      return update(dues, Map.of(), null, new Changes());
    }
    FinalUnit last = session.quotas().usedUpFinalUnit();
    if (last != null) {
      return finalUnitUsed(last);
    }
    if (session.service().isMessageHeld()) {
      return messageHeld();
    }
    session.watchDeadlines();
    return this;
  }

  /** The last granted unit is used (RFC 8506 5.6). */
  private CreditState finalUnitUsed(FinalUnit last) {
    Refusal why = AnswerRules.finalUnitsUsed();
    String uri = last.redirectUri();
    if (session.mayGoOn(last)) {
      Map<RatedQuota, Due> dues = session.restrict();
      return dues.isEmpty() ? quotaDue() : update(dues, Map.of(), null, new Changes());
    }
    session.service().shut();
    if (last.action() == FinalUnit.Action.REDIRECT && uri != null) {
      if (session.service().isRestricted()) {
        session.watchDeadlines();
        return this;
      }
      session.service().redirect(uri, why);
      Map<RatedQuota, Due> dues = session.quotas().lastUnitsUsed();
      return dues.isEmpty() ? quotaDue() : update(dues, Map.of(), null, new Changes());
    }
    return endService(why, TerminationCause.ADMINISTRATIVE);
  }

  @Override
  CreditState messageHeld() {
    session.service().decideHeld();
    if (!session.service().isMessageHeld()) {
      return this;
    }
    Map<RatedQuota, Due> wanted = session.quotas().wanted();
    return wanted.isEmpty() ? this : update(wanted, Map.of(), null, new Changes());
  }

  @Override
  CreditState end(End end) {
    return terminate(end);
  }

  /** RAA first, then the update (RFC 8506 5.5). */
  @Override
  CreditState reauthorise(ReauthScope scope, Consumer<Reaction> answer) {
    Map<RatedQuota, Due> concerned =
        session.quotas().matching(scope, ReportingReason.FORCED_REAUTHORISATION);
    if (concerned.isEmpty()) {
      // Nothing here is charged under what it names.
      answer.accept(Reaction.UNDER_WAY);
      return this;
    }
    answer.accept(Reaction.STARTED);
    return update(concerned, Map.of(), null, new Changes());
  }

  @Override
  CreditState abort(Consumer<Reaction> answer) {
    answer.accept(Reaction.STARTED);
    return endService(AnswerRules.aborted(), TerminationCause.ADMINISTRATIVE);
  }

  private CreditState update(
      Map<RatedQuota, Due> dues,
      Map<RatedQuota, Set<TriggerType>> triggers,
      @Nullable ChargingEvent event,
      Changes waiting) {
    session.sendUpdate(dues, triggers, event);
    return new PendingUpdate(session, dues.keySet(), waiting);
  }
}
