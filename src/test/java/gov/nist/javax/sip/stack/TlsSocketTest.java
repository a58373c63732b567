package gov.nist.javax.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stack reports an SSLHandshakeException to who sends, and nothing else. */
class TlsSocketTest {
  private ServerSocket hop;

  @BeforeEach
  void listen() throws Exception {
    hop = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws Exception {
    hop.close();
  }

  private TlsSocket connected(int millis) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            SSLContext.getDefault()
                .getSocketFactory()
                .createSocket(hop.getInetAddress(), hop.getLocalPort());
    return new TlsSocket(socket, null, millis);
  }

  @Test
  void aHopThatSaysNothingIsGivenUp() throws Exception {
    try (TlsSocket socket = connected(50)) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void oneThatClosesInTheMiddleIsNoConnection() throws Exception {
    try (TlsSocket socket = connected(10_000)) {
      try (Socket accepted = hop.accept()) {
        accepted.setSoLinger(true, 0);
      }
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }
}
