package io.tollgate.diameter.transport.netty;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Ties the name in the capabilities exchange to the certificate (RFC 6733 13.1). */
final class PeerCertificate {
  private static final int DNS_NAME = 2;

  private PeerCertificate() {}

  /**
   * Whether the connection may speak for the host: its certificate names it, or there is no TLS.
   */
  static boolean names(Channel channel, String host) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      return true;
    }
    try {
      X509Certificate certificate =
          (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
      return names(certificate.getSubjectAlternativeNames(), host);
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      return false;
    }
  }

  private static boolean names(@Nullable Collection<List<?>> alternatives, String host) {
    return alternatives != null
        && alternatives.stream()
            .anyMatch(
                name ->
                    Integer.valueOf(DNS_NAME).equals(name.get(0))
                        && host.equalsIgnoreCase(String.valueOf(name.get(1))));
  }
}
