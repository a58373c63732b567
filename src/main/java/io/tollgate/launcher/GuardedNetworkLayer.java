package io.tollgate.launcher;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The stack's sockets. Nobody else's datagram or connection gets as far as the stack, nothing goes
 * out to where the operator does not send, and no source holds more than its share.
 */
public final class GuardedNetworkLayer implements NetworkLayer {
  private static final int CONNECT_MILLIS = 8000;

  @SuppressWarnings("NullAway.Init") // the stack calls setSipStack before anything else
  private Guard guard;

  private volatile @Nullable SSLContext tls;

  private @Nullable StackKeys keys;

  @Override
  public void setSipStack(SipStackImpl stack) {
    Properties properties = stack.getConfigurationProperties();
    guard = Guard.of(properties);
    if (properties.getProperty("javax.net.ssl.keyStore") != null) {
      try {
        StackKeys found = StackKeys.of(properties);
        keys = found;
        tls = found.context();
      } catch (GeneralSecurityException | IOException e) {
        throw new StartupException("TLS for SIP: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Reads the key store again.
   *
   * @return what puts it into force for connections to come, and cannot fail
   */
  Runnable renewedCertificates() {
    StackKeys known = keys;
    if (known == null) {
      return () -> {};
    }
    try {
      SSLContext fresh = known.context();
      return () -> tls = fresh;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "container.tls-key-store: cannot be read: %s (expected: a PKCS#12 file with a key, and its password)"
              .formatted(e),
          e);
    }
  }

  public SipTap tap() {
    return guard.tap();
  }

  Guard guard() {
    return guard;
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return new GuardedServerSocket(port, backlog, address, guard);
  }

  @Override
  public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return new GuardedTlsServerSocket(port, backlog, address, guard, secured(), this::securedNow);
  }

  private SSLContext secured() throws IOException {
    SSLContext context = tls;
    if (context == null) {
      throw new IOException("no key store for TLS");
    }
    return context;
  }

  private SSLContext securedNow() {
    return Objects.requireNonNull(tls);
  }

  @Override
  public Socket createSocket(InetAddress address, int port) throws IOException {
    return createSocket(address, port, null);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, @Nullable InetAddress local)
      throws IOException {
    return createSocket(address, port, local, 0);
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, @Nullable InetAddress local, int localPort)
      throws IOException {
    return connected(new OutgoingSocket(guard.tap()), address, port, local, localPort);
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
    return createSSLSocket(address, port, null);
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress address, int port, @Nullable InetAddress local)
      throws IOException {
    SSLSocket socket = (SSLSocket) secured().getSocketFactory().createSocket();
    return connected(socket, address, port, local, 0);
  }

  private static final class OutgoingSocket extends Socket {
    private final SipTap tap;
    private @Nullable InputStream messages;

    OutgoingSocket(SipTap tap) {
      this.tap = tap;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return tap.over(this, super.getOutputStream());
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      InputStream known = messages;
      if (known == null) {
        known = new WholeMessages(super.getInputStream(), tap.over(this));
        messages = known;
      }
      return known;
    }
  }

  private <S extends Socket> S connected(
      S socket, InetAddress address, int port, @Nullable InetAddress local, int localPort)
      throws IOException {
    // The first message over it may be one of a dialog; what it is, nobody tells here.
    if (!guard.maySendTo(address, true)) {
      socket.close();
      throw new ConnectException(address.getHostAddress() + " is no peer that may be sent to");
    }
    try {
      if (local != null) {
        socket.bind(new InetSocketAddress(local, localPort));
      }
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      return socket;
    } catch (SocketTimeoutException e) {
      socket.close();
      throw new ConnectException("no connection to " + address.getHostAddress() + ":" + port);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public DatagramSocket createDatagramSocket() throws SocketException {
    return new GuardedDatagramSocket(new InetSocketAddress(0), guard);
  }

  @Override
  public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
    return new GuardedDatagramSocket(new InetSocketAddress(address, port), guard);
  }
}
