package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.MessageCounters;

/**
 * The message counters of a one-time event, which is one message. Who sent copies of it to many has
 * counted at the gate how many arrived; else all of them share its fate. What a participating
 * function refused before it went on is sent, and not exploded.
 */
final class OneTimeCounters {

  /** Cause-Code 861 of a successful transaction (TS 32.299). */
  private static final int SUCCESSFUL = -1;

  private OneTimeCounters() {}

  static MessageCounters of(ChargingEvent event, FunctionRole function, MessageCounters counted) {
    if (counted.sent() > 0 || event.units() == 0) {
      return counted;
    }
    Integer cause = event.causeCode();
    long delivered = counted.successfullyExploded();
    if (delivered == 0 && (cause == null || cause == SUCCESSFUL)) {
      delivered = event.units();
    }
    boolean wentOn =
        delivered > 0
            || event.outgoingCallId() != null
            // Each of its copies has a Call-ID of its own.
            || function == FunctionRole.CONTROLLING;
    return new MessageCounters(
        1,
        wentOn ? event.units() : 0,
        Math.min(1, delivered),
        delivered,
        event.expectedOctets(),
        0);
  }
}
