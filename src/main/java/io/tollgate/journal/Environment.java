package io.tollgate.journal;

import io.tollgate.charging.Incidents;
import io.tollgate.charging.Incidents.Kind;
import io.tollgate.charging.Timers;
import io.tollgate.charging.record.ChargingInterface;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What the journal's parts share.
 *
 * @param thread runs delivery, one task after the other
 * @param clock time of day: stamps records, decides about nothing that runs
 * @param nanos monotonic time: a stepped clock moves no deadline
 */
public record Environment(
    Timers timers,
    Executor thread,
    InstantSource clock,
    LongSupplier nanos,
    JournalAlarms alarms,
    Incidents incidents) {

  /**
   * There is a new dead letter: an alarm, a line and a count.
   *
   * @param what kind and place of the record
   */
  public void tellOfDeadLetter(
      ChargingInterface where,
      int resultCode,
      String session,
      long number,
      String icid,
      String what,
      String reason) {
    alarms.raise(
        JournalAlarm.DEAD_LETTERS,
        "%s of %s: result %d, %s; look at it with deploy/journal list dead, then requeue or export"
            .formatted(what, session, resultCode, reason));
    incidents.deadLetter(where, session, number, resultCode, reason);
    incidents.happened(Kind.DEAD_LETTER, where, resultCode, session, icid, what + ": " + reason);
  }
}
