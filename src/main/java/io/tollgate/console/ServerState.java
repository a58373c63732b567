package io.tollgate.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.sip.admission.Admission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What an operator asks first, in a few lines; {@code /metrics} has the rest of it. */
public final class ServerState {
  private ServerState() {}

  /**
   * @param chargesNothing why, where every service is free of charge
   */
  public static List<String> of(
      Admission.State admission, MeterRegistry meters, Optional<String> chargesNothing) {
    List<String> lines = new ArrayList<>();
    chargesNothing.ifPresent(why -> lines.add("CHARGING  " + why));
    lines.add(
        "server    %s, %s SIP sessions, %s conferences"
            .formatted(
                admission.name().toLowerCase(Locale.ROOT),
                number(meters, "tollgate.sip.application.sessions"),
                number(meters, "tollgate.conferences")));
    long refused = total(meters, "tollgate.sip.overload.refused");
    if (refused > 0) {
      lines.add("overload  " + refused + " new requests got 503");
    }
    meters.find("tollgate.diameter.peer.state").gauges().stream()
        .filter(state -> state.value() == 1)
        .map(state -> "peer      " + tag(state, "peer") + " " + tag(state, "state"))
        .sorted(Comparator.naturalOrder())
        .forEach(lines::add);
    if (meters.find("tollgate.journal.pending").gauge() != null) {
      lines.add(
          "journal   %s records wait for their answer, %s open sessions, %s dead letters"
              .formatted(
                  number(meters, "tollgate.journal.pending"),
                  number(meters, "tollgate.journal.open.sessions"),
                  number(meters, "tollgate.journal.dead.letters")));
    }
    meters.find("tollgate.journal.alarm").gauges().stream()
        .filter(alarm -> alarm.value() == 1)
        .map(alarm -> "ALARM     journal: " + tag(alarm, "alarm"))
        .forEach(lines::add);
    return lines;
  }

  private static long total(MeterRegistry meters, String name) {
    return (long)
        meters.find(name).functionCounters().stream().mapToDouble(FunctionCounter::count).sum();
  }

  private static String tag(Gauge gauge, String name) {
    return Objects.requireNonNullElse(gauge.getId().getTag(name), "?");
  }

  private static String number(MeterRegistry meters, String name) {
    Gauge gauge = meters.find(name).gauge();
    if (gauge == null || Double.isNaN(gauge.value())) {
      return "?";
    }
    return Long.toString((long) gauge.value());
  }
}
