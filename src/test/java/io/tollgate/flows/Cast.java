package io.tollgate.flows;

import io.tollgate.harness.Ports;
import io.tollgate.msrpclient.MsrpAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who takes part in one run of a flow: each party's name, SIP port and MSRP port. */
final class Cast implements AutoCloseable {

  /**
   * A party of the figure: a SIPp and an MSRP client.
   *
   * @param held keeps the SIP port from others until SIPp takes it
   */
  record Party(String name, int sipPort, DatagramSocket held, MsrpAgent msrp) {

    static Party of(String name) {
      while (true) {
        int port = Ports.free();
        try {
          DatagramSocket held = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"));
          return new Party(name, port, held, MsrpAgent.onLoopback());
        } catch (BindException taken) {
          continue;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    int takeSipPort() {
      held.close();
      return sipPort;
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
    parties
        .values()
        .forEach(
            party -> {
              party.held().close();
              party.msrp().close();
            });
  }
}
