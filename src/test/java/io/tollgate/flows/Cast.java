package io.tollgate.flows;

import io.tollgate.harness.Ports;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who takes part in one run of a flow: each party's name, SIP port and MSRP port. */
final class Cast {

  /** A party of the figure. */
  record Party(String name, int sipPort, int msrpPort) {

    String uri() {
      return "sip:" + name + "@127.0.0.1:" + sipPort;
    }

    /** Where its MSRP client says it listens. */
    String msrpPath() {
      return "msrp://127.0.0.1:" + msrpPort + "/" + name + ";tcp";
    }
  }

  private final Map<String, Party> parties = new LinkedHashMap<>();

  synchronized Party party(String name) {
    return parties.computeIfAbsent(name, n -> new Party(n, Ports.free(), Ports.free()));
  }

  synchronized Map<String, Party> parties() {
    return Map.copyOf(parties);
  }
}
