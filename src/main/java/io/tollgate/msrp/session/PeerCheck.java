package io.tollgate.msrp.session;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.tollgate.msrp.sdp.MessageMedia;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whether a certificate is the peer's: the one that its SDP names, or, where that names none, one
 * of a trusted chain with the host of its path in it (RFC 4975 sections 14.2 and 14.4). Nobody is
 * taken without either.
 */
final class PeerCheck {

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final @Nullable X509TrustManager trusted;

  private PeerCheck(@Nullable X509TrustManager trusted) {
    this.trusted = trusted;
  }

  /**
   * @param trustStore PKCS#12 file with certificates; null trusts no chain
   */
  static PeerCheck of(@Nullable String trustStore, String password)
      throws GeneralSecurityException, IOException {
    if (trustStore == null) {
      return new PeerCheck(null);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(trustStore))) {
      store.load(in, password.toCharArray());
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return new PeerCheck(x509);
      }
    }
    throw new GeneralSecurityException("no trust manager for certificates");
  }

  /** Why the peer is not taken, for a log line; null if it is. */
  @Nullable String objection(Channel channel, MessageMedia peer) {
    Certificate[] chain = chain(channel);
    if (chain.length == 0) {
      return "it shows no certificate";
    }
    String named = peer.fingerprint();
    if (named != null) {
      return Fingerprints.match(chain[0], named) ? null : "certificate is not the one in the SDP";
    }
    if (trusted == null) {
      return "its SDP names no certificate (a=fingerprint), and no chains are trusted"
          + " (msrp.tls-trust-store)";
    }
    return chainObjection(trusted, chain, peer.connectHost());
  }

  private static Certificate[] chain(Channel channel) {
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    try {
      return handler == null
          ? new Certificate[0]
          : handler.engine().getSession().getPeerCertificates();
    } catch (SSLPeerUnverifiedException e) {
      return new Certificate[0];
    }
  }

  private static @Nullable String chainObjection(
      X509TrustManager trusted, Certificate[] chain, String host) {
    X509Certificate[] certificates = Arrays.copyOf(chain, chain.length, X509Certificate[].class);
    try {
      // Either side of an MSRP connection shows the certificate of a server.
      trusted.checkServerTrusted(certificates, "UNKNOWN");
    } catch (CertificateException e) {
      return "its SDP names no certificate (a=fingerprint), and its chain is not trusted";
    }
    return hasName(certificates[0], host) ? null : "its certificate is for another host";
  }

  private static boolean hasName(X509Certificate certificate, String host) {
    String wanted = host.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names != null && names.stream().anyMatch(name -> isFor(name, wanted));
    } catch (CertificateException e) {
      return false;
    }
  }

  private static boolean isFor(List<?> name, String wanted) {
    if (!(name.get(0) instanceof Integer type && name.get(1) instanceof String value)) {
      return false;
    }
    String own = value.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    return switch (type) {
      case IP_ADDRESS -> own.equals(wanted);
      case DNS_NAME ->
          own.equals(wanted)
              || own.startsWith("*.") && dot > 0 && own.substring(1).equals(wanted.substring(dot));
      default -> false;
    };
  }
}
