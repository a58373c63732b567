package io.tollgate.ledger;

import io.tollgate.log.Masked;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Identities as the history keeps and finds them. However one is written (parameters, port, upper
 * case in the host, separators in a number), it is kept in one way. Confined to one thread.
 */
final class Identities {
  /** What is kept of a subscriber who asked to be forgotten. */
  static final String ERASED = "erased";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int HASH_OCTETS = 16;
  private static final int LONGEST = 512;

  private final IdentityForm form;
  private final Mac mac;

  /**
   * @param key of the hash
   */
  Identities(IdentityForm form, byte[] key) {
    this.form = form;
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + ": " + e.getMessage(), e);
    }
  }

  /** As it is kept. */
  String of(String uri) {
    String bare = bare(uri);
    return switch (form) {
      case CLEAR -> bare;
      case MASKED -> Masked.of(bare);
      case HASHED ->
          "h:"
              + HexFormat.of()
                  .formatHex(mac.doFinal(bare.getBytes(StandardCharsets.UTF_8)), 0, HASH_OCTETS);
    };
  }

  /** The same for all ways to write it. */
  static String bare(String uri) {
    String text = uri.strip();
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon + 1).toLowerCase(Locale.ROOT);
    if (scheme.equals("sips:")) {
      scheme = "sip:";
    }
    String rest = text.substring(colon + 1);
    int at = rest.lastIndexOf('@');
    String user = at < 0 ? "" : rest.substring(0, at + 1);
    String host = untilAnyOf(rest.substring(at + 1), ";?>");
    if (scheme.equals("tel:")) {
      return bounded(scheme + untilAnyOf(rest, ";?>").replaceAll("[-.() ]", ""));
    }
    return bounded(scheme + user + withoutPort(host).toLowerCase(Locale.ROOT));
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > 0 && host.indexOf(']', colon) < 0 && host.indexOf(':') == colon
            || colon > 0 && host.startsWith("[") && host.lastIndexOf(']') == colon - 1
        ? host.substring(0, colon)
        : host;
  }

  private static String untilAnyOf(String text, String marks) {
    for (int i = 0; i < text.length(); i++) {
      if (marks.indexOf(text.charAt(i)) >= 0) {
        return text.substring(0, i);
      }
    }
    return text;
  }
}
