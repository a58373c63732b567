package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The service was told to end and nothing passes any more; its END brings the TERMINATION. Should
 * it not come, the guard sends it.
 */
final class Ending extends CreditState {

  private final String rfcName;
  private final TerminationCause cause;
  private final boolean terminates;

  /**
   * @param terminates the OCS is still to be told; false once it has closed the session itself
   */
  Ending(ChargedSession session, String rfcName, TerminationCause cause, boolean terminates) {
    super(session);
    this.rfcName = rfcName;
    this.cause = cause;
    this.terminates = terminates;
  }

  @Override
  String rfcName() {
    return rfcName;
  }

  @Override
  CreditState change(Map<RatedQuota, Set<TriggerType>> met, ChargingEvent event, Verdict verdict) {
    verdict.refused(over());
    return this;
  }

  @Override
  CreditState end(End end) {
    if (!terminates && !session.quotas().isAnythingUnreported()) {
      session.requests().settle();
      return closed();
    }
    return terminate(new End(cause, end.event(), true));
  }

  @Override
  CreditState alarm() {
    return end(new End(cause, null, true));
  }

  @Override
  CreditState abort(Consumer<Reaction> answer) {
    answer.accept(Reaction.STARTED);
    return this;
  }
}
