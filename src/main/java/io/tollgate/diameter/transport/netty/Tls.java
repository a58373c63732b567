package io.tollgate.diameter.transport.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.TlsConfig;
import io.tollgate.diameter.transport.TransportException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

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

  /** For being connected to: whose certificate it is, is seen at the capabilities exchange. */
  SslHandler accepting(ByteBufAllocator allocator) {
    return server.newHandler(allocator);
  }
}
