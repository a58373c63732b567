package io.tollgate.flows;

import io.tollgate.harness.Ports;
import io.tollgate.msrpclient.MsrpAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who takes part in one run of a flow: each party's name, SIP port and MSRP port. */
final class Cast implements AutoCloseable {

  /** A party of the figure: a SIPp and an MSRP client. */
  record Party(String name, int sipPort, MsrpAgent msrp) {

    static Party of(String name) {
      try {
        return new Party(name, Ports.free(), MsrpAgent.onLoopback());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String uri() {
      return "sip:" + name + "@127.0.0.1:" + sipPort;
    }

    int msrpPort() {
      return URI.create(msrp.path().replace(";tcp", "")).getPort();
    }
  }

  private final Map<String, Party> parties = new LinkedHashMap<>();

  synchronized Party party(String name) {
    return parties.computeIfAbsent(name, Party::of);
  }

  synchronized Map<String, Party> parties() {
    return Map.copyOf(parties);
  }

  @Override
  public synchronized void close() {
    parties.values().forEach(party -> party.msrp().close());
  }
}
