package io.tollgate.log;

/**
 * A subscriber's identity for a log line: enough to find it again with the identity at hand, not
 * enough to learn it. {@code sip:alice@example.org} becomes {@code sip:al***@example.org}, {@code
 * tel:+491711234567} becomes {@code tel:+49***67}.
 */
public final class Masked {
  private static final int SHOWN = 2;

  private Masked() {}

  public static String of(String uri) {
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon + 1);
    String rest = uri.substring(colon + 1);
    int at = rest.indexOf('@');
    if (at >= 0) {
      return scheme + head(rest.substring(0, at)) + "***" + rest.substring(at);
    }
    if (scheme.equals("tel:")) {
      return scheme + number(rest);
    }
    return scheme + head(rest) + "***";
  }

  private static String head(String user) {
    return user.length() <= SHOWN ? "" : user.substring(0, SHOWN);
  }

  private static String number(String digits) {
    String bare = digits.replaceFirst(";.*", "");
    return bare.length() < 8
        ? "***"
        : bare.substring(0, 3) + "***" + bare.substring(bare.length() - SHOWN);
  }
}
