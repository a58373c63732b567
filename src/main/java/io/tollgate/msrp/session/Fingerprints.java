package io.tollgate.msrp.session;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Certificate fingerprints as in {@code a=fingerprint} (RFC 8122 section 5). */
final class Fingerprints {
  private static final String HASH = "sha-256";

  private Fingerprints() {}

  static String of(Certificate certificate) throws GeneralSecurityException {
    return HASH + ' ' + digest(certificate, HASH);
  }

  private static String digest(Certificate certificate, String hash)
      throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }

  /** Whether the peer's certificate is the one named; true when none is named. */
  static boolean match(Channel channel, @Nullable String expected) {
    if (expected == null) {
      return true;
    }
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    String[] words = expected.trim().split("\\s+");
    if (handler == null || words.length != 2) {
      return false;
    }
    try {
      Certificate[] chain = handler.engine().getSession().getPeerCertificates();
      return digest(chain[0], words[0].toLowerCase(Locale.ROOT)).equalsIgnoreCase(words[1]);
    } catch (SSLPeerUnverifiedException | GeneralSecurityException e) {
      return false;
    }
  }
}
