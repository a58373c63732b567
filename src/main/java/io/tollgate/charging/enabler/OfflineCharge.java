package io.tollgate.charging.enabler;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.offline.Accounting;
import io.tollgate.charging.offline.Waiting;
import io.tollgate.charging.record.RecordReason;

/** Which record each procedure makes. */
final class OfflineCharge {

  private static final int CAUSE_INTERNAL = 3;

  private OfflineCharge() {}

  static void make(Accounting session, Procedure procedure, ChargingEvent event, Waiting waiting) {
    switch (procedure) {
      case INITIATE_ONE_TO_ONE, INITIATE_GROUP, LARGE_MESSAGE, FILE_TRANSFER ->
          session.start(event, waiting);
      case JOIN, DIAL_IN_JOIN -> session.change(event, RecordReason.JOIN, waiting);
      case LEAVE -> session.change(event, RecordReason.LEAVE, waiting);
      case MODIFY, MODIFICATION_CORRECTED ->
          session.change(event, RecordReason.MODIFICATION, waiting);
      case END, RELEASE, INITIATION_FAILED -> session.end(event, waiting);
      case NODE_FAILURE ->
          session.end(
              event.causeCode() == null
                  ? event.withCause(CAUSE_INTERNAL, event.reasonHeader())
                  : event,
              waiting);
      case PAGE_MESSAGE,
          PAGE_MESSAGE_TO_MANY,
          PAGE_MESSAGE_FAILED,
          PAGE_MESSAGE_DENIED,
          DEFERRED_SUBMISSION,
          DEFERRED_RETRIEVAL,
          DEFERRED_RETRIEVAL_CHARGED,
          DEFERRED_EXPIRY,
          SUBSCRIPTION,
          REFER ->
          session.once(event, waiting);
      case REFRESH -> throw new IllegalArgumentException("a refresh changes nothing");
      case MESSAGE -> throw new IllegalArgumentException("MESSAGE is counted at the gate");
    }
  }
}
