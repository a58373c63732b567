package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.TriggerType;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Idle in the tables: the OCS lost the session, and has none in its place. The service was told to
 * end; when it has, what it used, messages that were under way included, is a dead letter.
 */
final class Lost extends CreditState {

  private final int resultCode;

  Lost(ChargedSession session, int resultCode) {
    super(session);
    this.resultCode = resultCode;
    session.quiet();
    session.service().shut();
    session.service().guardEnd();
  }

  @Override
  String rfcName() {
    return "Idle";
  }

  @Override
  CreditState change(Map<RatedQuota, Set<TriggerType>> met, ChargingEvent event, Verdict verdict) {
    verdict.refused(over());
    return this;
  }

  @Override
  CreditState end(End end) {
    session.requests().buryUsage(resultCode);
    return closed();
  }

  @Override
  CreditState alarm() {
    session.requests().buryUsage(resultCode);
    return closed();
  }

  @Override
  CreditState abort(Consumer<Reaction> answer) {
    answer.accept(Reaction.STARTED);
    return this;
  }
}
