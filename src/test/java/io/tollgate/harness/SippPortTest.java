package io.tollgate.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class SippPortTest {
  private final int port = Ports.free();

  @Test
  void aPortIsSeenToBeOpenWithoutBeingTaken() throws IOException {
    assertThat(SippPort.isOpen(port)).isFalse();
    try (DatagramSocket udp = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
      assertThat(udp.isBound()).isTrue();
      assertThat(SippPort.isOpen(port)).isTrue();
    }
    assertThat(SippPort.isOpen(port)).isFalse();
    try (ServerSocket tcp = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(SippPort.isOpen(tcp.getLocalPort())).isTrue();
    }
  }
}
