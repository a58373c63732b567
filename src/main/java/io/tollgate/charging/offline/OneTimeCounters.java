package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.MessageCounters;

/** The message counters of a one-time event, where nobody counted at the gate. */
final class OneTimeCounters {

  /** Cause-Code 861 of a successful transaction (TS 32.299). */
  private static final int SUCCESSFUL = -1;

  private OneTimeCounters() {}

  static MessageCounters of(ChargingEvent event, MessageCounters counted) {
    if (!counted.equals(MessageCounters.ZERO) || event.units() == 0) {
      return counted;
    }
    Integer cause = event.causeCode();
    boolean delivered = cause == null || cause == SUCCESSFUL;
    return new MessageCounters(
        1,
        event.units(),
        delivered ? 1 : 0,
        delivered ? event.units() : 0,
        event.expectedOctets(),
        0);
  }
}
