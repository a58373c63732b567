package io.tollgate.msrp.codec;

/** Character classes of RFC 4975 section 9, on octets. */
final class Octets {
  private static final boolean[] IDENT = new boolean[128];
  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (int c = 0; c < 128; c++) {
      boolean alphanumeric =
          (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      IDENT[c] = alphanumeric || ".-+%=".indexOf(c) >= 0;
      TOKEN[c] = alphanumeric || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
  }

  private Octets() {}

  static boolean isIdent(byte b) {
    return b >= 0 && IDENT[b];
  }

  static boolean isToken(byte b) {
    return b >= 0 && TOKEN[b];
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  static boolean isAlphanumeric(byte b) {
    return isDigit(b) || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
  }

  static boolean equal(byte[] bytes, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** {@code text} in lower case. */
  static boolean equalIgnoringCase(byte[] bytes, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if ((bytes[at + i] | 0x20) != (text.charAt(i) | 0x20)) {
        return false;
      }
    }
    return true;
  }
}
