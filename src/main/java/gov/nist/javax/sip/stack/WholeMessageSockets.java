package gov.nist.javax.sip.stack;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import io.tollgate.launcher.GuardedNetworkLayer;
import io.tollgate.launcher.SipTap;
import io.tollgate.launcher.WholeMessages;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The stack's sockets, whose streams give out whole messages only. */
final class WholeMessageSockets implements NetworkLayer {
  private static final int CONNECT_MILLIS = 8_000;

  private final NetworkLayer ordinary;

  WholeMessageSockets(NetworkLayer ordinary) {
    this.ordinary = ordinary;
  }

  private @Nullable SipTap tap() {
    return ordinary instanceof GuardedNetworkLayer layer ? layer.tap() : null;
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    if (ordinary instanceof GuardedNetworkLayer) {
      // Its sockets look for whole messages themselves.
      return ordinary.createServerSocket(port, backlog, address);
    }
    return new ServerSocket(port, backlog, address) {
      @Override
      public Socket accept() throws IOException {
        Socket accepted = new WholeMessageSocket();
        implAccept(accepted);
        return accepted;
      }
    };
  }

  @Override
  public Socket createSocket(InetAddress address, int port) throws IOException {
    return createSocket(address, port, null);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, @Nullable InetAddress own)
      throws IOException {
    if (ordinary instanceof GuardedNetworkLayer) {
      return ordinary.createSocket(address, port, own);
    }
    Socket socket = new WholeMessageSocket();
    try {
      if (own != null) {
        socket.bind(new InetSocketAddress(own, 0));
      }
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress own, int ownPort)
      throws IOException {
    return createSocket(address, port, own);
  }

  @Override
  public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return new TlsServerSocket(ordinary.createSSLServerSocket(port, backlog, address), tap());
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
    return new TlsSocket(ordinary.createSSLSocket(address, port), tap());
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress own)
      throws IOException {
    return new TlsSocket(ordinary.createSSLSocket(address, port, own), tap());
  }

  @Override
  public DatagramSocket createDatagramSocket() throws SocketException {
    return ordinary.createDatagramSocket();
  }

  @Override
  public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
    return ordinary.createDatagramSocket(port, address);
  }

  @Override
  public void setSipStack(SipStackImpl stack) {
    ordinary.setSipStack(stack);
  }

  private static final class WholeMessageSocket extends Socket {
    private @Nullable InputStream messages;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      InputStream known = messages;
      if (known == null) {
        known = new WholeMessages(super.getInputStream());
        messages = known;
      }
      return known;
    }
  }
}
