package io.tollgate.charging.enabler;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.online.CreditSession;
import io.tollgate.charging.online.OneTimeCredit;
import io.tollgate.charging.online.Verdict;
import io.tollgate.charging.record.TerminationCause;
import java.util.function.Supplier;

/** Which credit request each procedure makes, and whether it is a gate. */
final class OnlineCharge {

  private OnlineCharge() {}

  /**
   * @param reserves units for a message are reserved, and taken once it is delivered (ECUR, TS
   *     32.299 6.3.3), not debited beforehand and given back if it is not (IEC)
   */
  static void make(
      CreditSession session,
      Supplier<OneTimeCredit> oneTime,
      boolean reserves,
      Procedure procedure,
      ChargingEvent event,
      Verdict verdict) {
    switch (procedure) {
      case INITIATE_ONE_TO_ONE, INITIATE_GROUP, LARGE_MESSAGE, FILE_TRANSFER ->
          session.begin(event, verdict);
      case JOIN, DIAL_IN_JOIN, MODIFY -> session.change(procedure, event, verdict);
      // What has happened already cannot be refused.
      case LEAVE, MODIFICATION_CORRECTED -> {
        session.change(procedure, event, Verdict.NOBODY);
        verdict.granted();
      }
      case END -> end(session, event, TerminationCause.LOGOUT, true, verdict);
      case RELEASE -> end(session, event, TerminationCause.ADMINISTRATIVE, true, verdict);
      case INITIATION_FAILED ->
          end(session, event, TerminationCause.SERVICE_NOT_PROVIDED, false, verdict);
      case NODE_FAILURE -> end(session, event, TerminationCause.LINK_BROKEN, true, verdict);
      case PAGE_MESSAGE,
          PAGE_MESSAGE_TO_MANY,
          DEFERRED_SUBMISSION,
          DEFERRED_RETRIEVAL,
          DEFERRED_RETRIEVAL_CHARGED,
          SUBSCRIPTION,
          REFER -> {
        if (reserves) {
          session.begin(event, verdict);
        } else {
          oneTime.get().debit(event, verdict);
        }
      }
      case PAGE_MESSAGE_FAILED, DEFERRED_EXPIRY -> {
        if (session.isUnderWay()) {
          session.end(event, TerminationCause.SERVICE_NOT_PROVIDED, false);
        } else {
          oneTime.get().refund(event);
        }
        verdict.granted();
      }
      case PAGE_MESSAGE_DENIED -> verdict.granted();
      case REFRESH -> throw new IllegalArgumentException("a refresh changes nothing");
      case MESSAGE -> throw new IllegalArgumentException("MESSAGE is counted at the gate");
    }
  }

  /** Nobody's BYE waits for the OCS. */
  private static void end(
      CreditSession session,
      ChargingEvent event,
      TerminationCause cause,
      boolean withUsage,
      Verdict verdict) {
    session.end(event, cause, withUsage);
    verdict.granted();
  }
}
