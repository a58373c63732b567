package io.tollgate.launcher;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Properties;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The stack's sockets. Nobody else's datagram or connection gets as far as the stack, nothing goes
 * out to where the operator does not send, and no source holds more than its share.
 */
public final class GuardedNetworkLayer implements NetworkLayer {
  private static final int CONNECT_MILLIS = 8000;

  @SuppressWarnings("NullAway.Init") // the stack calls setSipStack before anything else
  private Guard guard;

  private @Nullable SSLContext tls;

  @Override
  public void setSipStack(SipStackImpl stack) {
    Properties properties = stack.getConfigurationProperties();
    guard = Guard.of(properties);
    if (properties.getProperty("javax.net.ssl.keyStore") != null) {
      try {
        tls = context(properties);
      } catch (GeneralSecurityException | IOException e) {
        throw new StartupException("TLS for SIP: " + e.getMessage(), e);
      }
    }
  }

  private static SSLContext context(Properties properties)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(properties, "keyStore"), password(properties, "keyStore"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store(properties, "trustStore"));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
    return context;
  }

  private static KeyStore store(Properties properties, String which)
      throws GeneralSecurityException, IOException {
    String own = "javax.net.ssl.keyStore";
    String file = properties.getProperty("javax.net.ssl." + which, properties.getProperty(own));
    String type =
        properties.getProperty(
            "javax.net.ssl." + which + "Type",
            properties.getProperty(own + "Type", KeyStore.getDefaultType()));
    KeyStore store = KeyStore.getInstance(type);
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      store.load(in, password(properties, which));
    }
    return store;
  }

  private static char[] password(Properties properties, String which) {
    String password =
        properties.getProperty(
            "javax.net.ssl." + which + "Password",
            properties.getProperty("javax.net.ssl.keyStorePassword", ""));
    return password.toCharArray();
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
    return new GuardedTlsServerSocket(port, backlog, address, guard, secured());
  }

  private SSLContext secured() throws IOException {
    SSLContext context = tls;
    if (context == null) {
      throw new IOException("no key store for TLS");
    }
    return context;
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
    return connected(new OutgoingSocket(), address, port, local, localPort);
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
