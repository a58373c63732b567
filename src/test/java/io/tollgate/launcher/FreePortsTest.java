package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.launcher.SipEndpoint.Transport;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  private static final String HOST = "127.0.0.1";

  @Test
  void oneNumberServesAllTransportsButTls() {
    List<SipEndpoint> resolved =
        FreePorts.resolve(
            List.of(
                new SipEndpoint(Transport.UDP, HOST, 0),
                new SipEndpoint(Transport.TCP, HOST, 0),
                new SipEndpoint(Transport.TLS, HOST, 0)));

    assertThat(resolved.get(1).port()).isEqualTo(resolved.get(0).port()).isPositive();
    assertThat(resolved.get(2).port()).isNotEqualTo(resolved.get(0).port()).isPositive();
  }

  @Test
  void aTcpPortInUseIsTold() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () -> FreePorts.resolve(List.of(new SipEndpoint(Transport.TCP, HOST, port))))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("SIP listener tcp:127.0.0.1:" + port)
          .hasMessageContaining("in use")
          .hasMessageContaining("expected: an address of this machine and a free port");
      assertThatThrownBy(() -> FreePorts.check("HTTP", HOST, port))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("HTTP listener 127.0.0.1:" + port);
    }
  }

  @Test
  void aUdpPortInUseIsTold() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getByName(HOST))) {
      SipEndpoint endpoint = new SipEndpoint(Transport.UDP, HOST, taken.getLocalPort());
      assertThatThrownBy(() -> FreePorts.resolve(List.of(endpoint)))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("SIP listener " + endpoint);
    }
  }

  @Test
  void anAddressOfAnotherMachineIsTold() {
    assertThatThrownBy(
            () -> FreePorts.resolve(List.of(new SipEndpoint(Transport.UDP, "192.0.2.77", 0))))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("192.0.2.77")
        .hasMessageContaining("an address of this machine");
  }
}
