package io.tollgate.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which ports are captured, and what is spoken on each. */
public record WatchedPorts(Set<Integer> sip, Set<Integer> diameter, Set<Integer> msrp) {

  public static WatchedPorts none() {
    return new WatchedPorts(Set.of(), Set.of(), Set.of());
  }

  public WatchedPorts sip(Integer... ports) {
    return new WatchedPorts(with(sip, ports), diameter, msrp);
  }

  public WatchedPorts diameter(Integer... ports) {
    return new WatchedPorts(sip, with(diameter, ports), msrp);
  }

  public WatchedPorts msrp(Integer... ports) {
    return new WatchedPorts(sip, diameter, with(msrp, ports));
  }

  String captureFilter(int sentinel) {
    Collection<Integer> all = new TreeSet<>(Set.of(sentinel));
    all.addAll(sip);
    all.addAll(diameter);
    all.addAll(msrp);
    return all.stream().map(port -> "port " + port).collect(Collectors.joining(" or "));
  }

  List<String> decodeAs() {
    List<String> options = new ArrayList<>();
    diameter.forEach(port -> add(options, "tcp.port==" + port + ",diameter"));
    sip.forEach(port -> add(options, "udp.port==" + port + ",sip"));
    sip.forEach(port -> add(options, "tcp.port==" + port + ",sip"));
    return options;
  }

  boolean isMsrp(WireEvent.Packet packet) {
    return msrp.contains(packet.from().port()) || msrp.contains(packet.to().port());
  }

  boolean isSip(WireEvent.Packet packet) {
    return sip.contains(packet.from().port()) || sip.contains(packet.to().port());
  }

  private static void add(List<String> options, String rule) {
    options.add("-d");
    options.add(rule);
  }

  private static Set<Integer> with(Set<Integer> former, Integer... ports) {
    Set<Integer> all = new TreeSet<>(former);
    all.addAll(List.of(ports));
    return Set.copyOf(all);
  }
}
