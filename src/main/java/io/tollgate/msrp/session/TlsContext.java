package io.tollgate.msrp.session;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.tollgate.msrp.MsrpTls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import javax.net.ssl.SSLException;

/**
 * TLS on MSRP connections. Chains are not verified in the handshake, when nobody knows yet whose
 * SDP the connection is for; {@link PeerCheck} does it before the connection serves anybody.
 */
final class TlsContext {
  private static final Duration SELF_SIGNED_LIFE = Duration.ofDays(3650);

  /** One certificate, and what it is used for. */
  private record Own(String fingerprint, PeerCheck peers, SslContext server, SslContext client) {
    static Own of(PeerCheck peers, PrivateKey key, X509Certificate... chain)
        throws GeneralSecurityException, SSLException {
      return new Own(
          Fingerprints.of(chain[0]),
          peers,
          SslContextBuilder.forServer(key, chain)
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .clientAuth(ClientAuth.OPTIONAL)
              .build(),
          SslContextBuilder.forClient()
              .keyManager(key, chain)
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .build());
    }
  }

  private final MsrpTls settings;
  private volatile Own own;

  private TlsContext(MsrpTls settings, Own own) {
    this.settings = settings;
    this.own = own;
  }

  static TlsContext of(MsrpTls settings) {
    return new TlsContext(settings, read(settings));
  }

  /** One that was made at the start stays; a file is read again. */
  Runnable renewed() {
    if (settings.keyStore() == null) {
      return () -> {};
    }
    try {
      Own fresh = read(settings);
      return () -> own = fresh;
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Own read(MsrpTls settings) {
    String file = settings.keyStore();
    PeerCheck peers = peers(settings);
    try {
      if (file == null) {
        Instant now = Instant.now().minus(Duration.ofDays(1));
        SelfSigned made = SelfSigned.create(now, now.plus(SELF_SIGNED_LIFE));
        return Own.of(peers, made.key(), made.certificate());
      }
      return fromKeyStore(settings, peers, Path.of(file));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "MSRP over TLS: key store \"" + file + "\" (expected: PKCS#12 with one key)", e);
    }
  }

  private static PeerCheck peers(MsrpTls settings) {
    try {
      return PeerCheck.of(settings.trustStore(), settings.trustPassword());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "MSRP over TLS: trust store \"%s\" (expected: PKCS#12 with certificates)"
              .formatted(settings.trustStore()),
          e);
    }
  }

  private static Own fromKeyStore(MsrpTls settings, PeerCheck peers, Path file)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] password = settings.password().toCharArray();
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    for (String alias : Collections.list(store.aliases())) {
      if (store.getKey(alias, password) instanceof PrivateKey key) {
        Certificate[] chain = store.getCertificateChain(alias);
        return Own.of(peers, key, Arrays.copyOf(chain, chain.length, X509Certificate[].class));
      }
    }
    throw new IOException("no private key in " + file);
  }

  int port() {
    return settings.port();
  }

  PeerCheck peers() {
    return own.peers();
  }

  String fingerprint() {
    return own.fingerprint();
  }

  SslHandler serverHandler(Channel channel) {
    return own.server().newHandler(channel.alloc());
  }

  SslHandler clientHandler(Channel channel, String host, int port) {
    return own.client().newHandler(channel.alloc(), host, port);
  }
}
