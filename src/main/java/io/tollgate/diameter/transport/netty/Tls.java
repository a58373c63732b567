package io.tollgate.diameter.transport.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.TlsConfig;
import io.tollgate.diameter.transport.TransportException;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS from the first byte, with certificates on both sides (RFC 6733 13.1). */
final class Tls {
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  private final SslContext client;
  private final SslContext server;

  Tls(TlsConfig config) throws TransportException {
    try {
      client =
          SslContextBuilder.forClient()
              .keyManager(config.certificateChain().toFile(), config.privateKey().toFile())
              .trustManager(config.trust().toFile())
              .protocols(PROTOCOLS)
              .build();
      server =
          SslContextBuilder.forServer(
                  config.certificateChain().toFile(), config.privateKey().toFile())
              .trustManager(config.trust().toFile())
              .clientAuth(ClientAuth.REQUIRE)
              .protocols(PROTOCOLS)
              .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new TransportException(
          "TLS: cannot use "
              + config
              + " (expected: readable PEM files, the key as unencrypted PKCS#8): "
              + e.getMessage(),
          e);
    }
  }

  /** For connecting: the certificate must name the peer's DiameterIdentity. */
  SslHandler towards(PeerConfig peer, ByteBufAllocator allocator) {
    SslHandler handler = client.newHandler(allocator, peer.host(), peer.port());
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    handler.engine().setSSLParameters(parameters);
    return handler;
  }

  /** The same over a connection that is there already, for who reads and writes it in turns. */
  Socket towards(PeerConfig peer, Socket connected) throws IOException, TransportException {
    if (!(client instanceof JdkSslContext jdk)) {
      throw new TransportException("TLS: not by the JDK's own implementation");
    }
    SSLSocket socket =
        (SSLSocket)
            jdk.context()
                .getSocketFactory()
                .createSocket(connected, peer.host(), peer.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(PROTOCOLS.toArray(String[]::new));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** For being connected to: whose certificate it is, is seen at the capabilities exchange. */
  SslHandler accepting(ByteBufAllocator allocator) {
    return server.newHandler(allocator);
  }
}
