package io.tollgate.msrp.session;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Certificate fingerprints as in {@code a=fingerprint} (RFC 8122 section 5). */
final class Fingerprints {
  private static final String HASH = "sha-256";

  /** RFC 8122 section 5 forbids MD2 and MD5; SHA-1 is broken as well. */
  private static final Set<String> HASHES = Set.of("sha-224", HASH, "sha-384", "sha-512");

  private Fingerprints() {}

  static String of(Certificate certificate) throws GeneralSecurityException {
    return HASH + ' ' + digest(certificate, HASH);
  }

  private static String digest(Certificate certificate, String hash)
      throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }

  /** Whether the certificate is the one named, by a hash that nobody can make collide. */
  static boolean match(Certificate certificate, String expected) {
    String[] words = expected.trim().split("\\s+");
    String hash = words[0].toLowerCase(Locale.ROOT);
    if (words.length != 2 || !HASHES.contains(hash)) {
      return false;
    }
    try {
      return digest(certificate, hash).equalsIgnoreCase(words[1]);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
