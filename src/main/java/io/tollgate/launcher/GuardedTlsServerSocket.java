package io.tollgate.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** As {@link GuardedServerSocket}, for TLS: who may not connect sees no certificate. */
final class GuardedTlsServerSocket extends SSLServerSocket {
  private final Guard guard;
  private final Supplier<SSLContext> contexts;
  private final SSLSocket asConfigured;

  /**
   * @param contexts asked for at each connection, as certificates are renewed
   */
  GuardedTlsServerSocket(
      int port,
      int backlog,
      InetAddress address,
      Guard guard,
      SSLContext context,
      Supplier<SSLContext> contexts)
      throws IOException {
    super(port, backlog, address);
    this.guard = guard;
    this.contexts = contexts;
    // Holds what the stack configures, and is never connected.
    this.asConfigured = (SSLSocket) context.getSocketFactory().createSocket();
    asConfigured.setUseClientMode(false);
  }

  @Override
  public Socket accept() throws IOException {
    while (true) {
      HeldSocket plain = new HeldSocket(guard, false);
      implAccept(plain);
      if (plain.isHeld()) {
        return secured(plain);
      }
    }
  }

  private SSLSocket secured(HeldSocket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            contexts
                .get()
                .getSocketFactory()
                .createSocket(plain, InputStream.nullInputStream(), true);
    socket.setUseClientMode(false);
    socket.setEnabledProtocols(asConfigured.getEnabledProtocols());
    socket.setEnabledCipherSuites(asConfigured.getEnabledCipherSuites());
    if (asConfigured.getNeedClientAuth()) {
      socket.setNeedClientAuth(true);
    } else {
      socket.setWantClientAuth(asConfigured.getWantClientAuth());
    }
    return new MeteredTlsSocket(socket, guard);
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return asConfigured.getEnabledCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    asConfigured.setEnabledCipherSuites(suites);
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return asConfigured.getSupportedCipherSuites();
  }

  @Override
  public String[] getSupportedProtocols() {
    return asConfigured.getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return asConfigured.getEnabledProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    asConfigured.setEnabledProtocols(protocols);
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    asConfigured.setNeedClientAuth(need);
  }

  @Override
  public boolean getNeedClientAuth() {
    return asConfigured.getNeedClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean want) {
    asConfigured.setWantClientAuth(want);
  }

  @Override
  public boolean getWantClientAuth() {
    return asConfigured.getWantClientAuth();
  }

  @Override
  public void setUseClientMode(boolean client) {
    if (client) {
      throw new IllegalArgumentException("a server");
    }
  }

  @Override
  public boolean getUseClientMode() {
    return false;
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    asConfigured.setEnableSessionCreation(flag);
  }

  @Override
  public boolean getEnableSessionCreation() {
    return asConfigured.getEnableSessionCreation();
  }
}
