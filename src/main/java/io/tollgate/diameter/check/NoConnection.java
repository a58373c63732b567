package io.tollgate.diameter.check;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Which setting answers that there is no connection: the place, or one of the certificates. */
final class NoConnection {

  /** What the JDK says of an alert (RFC 8446 6) that the other side has sent. */
  private static final String ALERT = "Received fatal alert: ";

  private NoConnection() {}

  /**
   * @param behindTls it broke after the handshake: whether the peer takes our certificate is known
   *     to this side only then (RFC 8446 4.4.2)
   */
  static String setting(Exception why, String peer, boolean behindTls) {
    if (behindTls) {
      return ours(peer);
    }
    if (!(why instanceof SSLException)) {
      return place(peer);
    }
    if (isCausedBy(why, CertPathBuilderException.class)
        || isCausedBy(why, CertPathValidatorException.class)) {
      return "diameter.tls-trust: the authority that issued the certificate of " + peer;
    }
    if (isCausedBy(why, CertificateException.class)) {
      return "diameter.peers: the name in its certificate instead of " + peer;
    }
    String said = why.getMessage();
    if (said != null && said.startsWith(ALERT) && isOfACertificate(said)) {
      return ours(peer);
    }
    return place(peer);
  }

  private static String ours(String peer) {
    return "diameter.tls-certificate and diameter.tls-key: a certificate that " + peer + " lets in";
  }

  private static String place(String peer) {
    return "diameter.peers: the address, port and ;tls of " + peer;
  }

  private static boolean isOfACertificate(String said) {
    return said.contains("certificate") || said.endsWith("unknown_ca");
  }

  private static boolean isCausedBy(@Nullable Throwable why, Class<? extends Exception> kind) {
    Throwable cause = why;
    while (cause != null && !kind.isInstance(cause)) {
      cause = cause.getCause();
    }
    return cause != null;
  }
}
