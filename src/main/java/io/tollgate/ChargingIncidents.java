package io.tollgate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.charging.Incidents;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.record.ChargingInterface;
import java.util.Locale;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A line in the log, and a counter by what it was, on which interface, and with which code. */
final class ChargingIncidents implements Incidents {
  private static final Logger LOG = LogManager.getLogger(ChargingIncidents.class);

  /** Codes come from outside; nobody may fill the registry with them. */
  private static final int LARGEST_CODE = 9_999;

  private final MeterRegistry meters;

  private final ChargingObserver observer;

  ChargingIncidents(MeterRegistry meters, ChargingObserver observer) {
    this.meters = meters;
    this.observer = observer;
  }

  @Override
  public void deadLetter(
      ChargingInterface where, String session, long number, int code, String reason) {
    observer.deadLetter(where, session, number, code, reason);
  }

  @Override
  public void dropped(ChargingInterface where, String session, long number, String why) {
    observer.dropped(where, session, number, why);
  }

  @Override
  public void happened(
      Kind kind, ChargingInterface where, int code, String session, String icid, String meaning) {
    LOG.warn(
        "{} {}: session {}, ICID {}, code {}: {}",
        name(kind),
        where == ChargingInterface.CH1 ? "Rf" : "Ro",
        session,
        icid,
        code == 0 ? "-" : Integer.toString(code),
        meaning);
    Counter.builder("tollgate.charging.incidents")
        .tag("kind", name(kind))
        .tag("interface", where == ChargingInterface.CH1 ? "rf" : "ro")
        .tag("code", code < 0 || code > LARGEST_CODE ? "other" : Integer.toString(code))
        .description("Refusals, time-outs, repetitions, refunds and dead letters of charging")
        .register(meters)
        .increment();
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
