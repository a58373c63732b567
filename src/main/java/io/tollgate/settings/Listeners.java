package io.tollgate.settings;

import io.tollgate.settings.ContainerSettings.Transport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What listens on TCP: no two on the same address and port. */
final class Listeners {
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

  private record Listener(String setting, String host, int port) {

    boolean clashesWith(Listener other) {
      return port != 0
          && port == other.port
          && (host.equalsIgnoreCase(other.host)
              || EVERY_ADDRESS.contains(host)
              || EVERY_ADDRESS.contains(other.host));
    }
  }

  private Listeners() {}

  static void check(ContainerSettings container, HttpSettings http, MsrpSettings msrp) {
    List<Listener> taken = new ArrayList<>();
    for (Listener listener : all(container, http, msrp)) {
      for (Listener earlier : taken) {
        if (listener.clashesWith(earlier)) {
          throw new IllegalArgumentException(
              "%s: %d (expected: another port than %s, which listens on the same address)"
                  .formatted(listener.setting(), listener.port(), earlier.setting()));
        }
      }
      taken.add(listener);
    }
  }

  /** Nobody calls for free because a server was started before anybody thought of strangers. */
  static void checkWhoMaySpeak(ContainerSettings container, SipSettings sip) {
    if (sip.peers().isEmpty()
        && !sip.openToEverybody()
        && !container.sipHost().stream().allMatch(Listeners::isLoopback)) {
      throw new IllegalArgumentException(
          "sip.peers: nothing (expected: who may speak, as container.sip-host is %s; or"
                  .formatted(String.join(", ", container.sipHost()))
              + " sip.open-to-everybody=true)");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Whoever opens the listener tells that there is no such host.
      return true;
    }
  }

  private static List<Listener> all(
      ContainerSettings container, HttpSettings http, MsrpSettings msrp) {
    List<Listener> all = new ArrayList<>();
    for (String host : container.sipHost()) {
      if (container.sipTransports().contains(Transport.TCP)) {
        all.add(new Listener("container.sip-port", host, container.sipPort()));
      }
      if (container.sipTransports().contains(Transport.TLS)) {
        all.add(new Listener("container.tls-port", host, container.tlsPort()));
      }
    }
    all.add(new Listener("http.port", http.host(), http.port()));
    for (String host : msrp.hostOr(container.sipHost())) {
      all.add(new Listener("msrp.port", host, msrp.port()));
      if (msrp.tls()) {
        all.add(new Listener("msrp.tls-port", host, msrp.tlsPort()));
      }
    }
    return all;
  }
}
