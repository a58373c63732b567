package io.tollgate.wire;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All messages of a capture, in the order in which they crossed the wire. */
public record Trace(List<WireEvent> events) {

  public Trace {
    events = events.stream().sorted(Comparator.comparingInt(WireEvent::frame)).toList();
  }

  public List<SipEvent> sip() {
    return only(SipEvent.class);
  }

  public List<DiameterEvent> diameter() {
    return only(DiameterEvent.class);
  }

  public List<MsrpEvent> msrp() {
    return only(MsrpEvent.class);
  }

  /** Every complaint of tshark about any Diameter message. */
  public List<String> diameterComplaints() {
    return diameter().stream()
        .flatMap(
            event ->
                event.complaints().stream()
                    .map(text -> "frame " + event.frame() + " " + event.summary() + ": " + text))
        .toList();
  }

  /** The trace as text, one line per message; ports may be given names. */
  public String ladder(Map<Integer, String> names) {
    return events.stream()
        .map(
            event ->
                String.format(
                    "%5d %s  %-20s -> %-20s %s",
                    event.frame(),
                    event.time(),
                    names.getOrDefault(event.from().port(), event.from().toString()),
                    names.getOrDefault(event.to().port(), event.to().toString()),
                    event.summary()))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private <E extends WireEvent> List<E> only(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
