package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.TriggerType;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Open: units are granted and nothing is on its way (RFC 8506 table 4). */
final class Open extends CreditState {

  Open(CreditSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "Open";
  }

  /** Comes from a successful answer: what has waited for it is done now. */
  CreditState entered(Changes waited) {
    waited.granted();
    if (waited.end() != null) {
      return end(waited.end());
    }
    if (waited.isAnythingToReport()) {
      return update(
          session.quotas().all(ReportingReason.RATING_CONDITION_CHANGE),
          waited.triggers(),
          waited.latest(),
          new Changes());
    }
    return quotaDue();
  }

  @Override
  CreditState change(Set<TriggerType> met, ChargingEvent event, Verdict verdict) {
    Changes waiting = new Changes();
    waiting.await(verdict);
    return update(
        session.quotas().all(ReportingReason.RATING_CONDITION_CHANGE), met, event, waiting);
  }

  @Override
  CreditState quotaDue() {
    Map<RatedQuota, Due> dues = session.quotas().due();
    if (!dues.isEmpty()) {
      return update(dues, Set.of(), null, new Changes());
    }
    FinalUnit last = session.quotas().usedUpFinalUnit();
    if (last != null) {
      return session.finalUnitUsed(last);
    }
    if (session.isMessageHeld()) {
      return messageHeld();
    }
    session.watchDeadlines();
    return this;
  }

  @Override
  CreditState messageHeld() {
    session.decideHeld();
    if (!session.isMessageHeld()) {
      return this;
    }
    Map<RatedQuota, Due> wanted = session.quotas().wanted();
    return wanted.isEmpty() ? this : update(wanted, Set.of(), null, new Changes());
  }

  @Override
  CreditState end(End end) {
    return session.terminate(end);
  }

  /** RAA first, then the update (RFC 8506 5.5). */
  @Override
  CreditState reauthorise(ReauthScope scope, Consumer<Reaction> answer) {
    answer.accept(Reaction.STARTED);
    return update(
        session
            .quotas()
            .matching(
                scope.ratingGroup(),
                scope.serviceIdentifier(),
                ReportingReason.FORCED_REAUTHORISATION),
        Set.of(),
        null,
        new Changes());
  }

  @Override
  CreditState abort(Consumer<Reaction> answer) {
    answer.accept(Reaction.STARTED);
    return session.endServiceAborted();
  }

  private CreditState update(
      Map<RatedQuota, Due> dues,
      Set<TriggerType> triggers,
      @Nullable ChargingEvent event,
      Changes waiting) {
    session.sendUpdate(dues, triggers, event);
    return new PendingUpdate(session, waiting);
  }
}
