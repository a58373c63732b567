package io.tollgate.diameter.profile;

/** How an address of a party is written. */
public enum AddressFormat {
  AS_IS,
  /** The digits of a telephone number, without the plus sign (RFC 8506 8.47: END_USER_E164). */
  DIGITS,
  /** The digits of a telephone number behind a plus sign (E.123, RFC 3966). */
  PLUS_DIGITS,
  /** What stands before the {@code @}. */
  USER,
  /** Without scheme and parameters: the form of a NAI (RFC 7542). */
  USER_AT_HOST,
  /** As a URI, {@code sip:} or {@code tel:}. */
  URI;

  /** What has no such form stays as it is. */
  String format(String address) {
    return switch (this) {
      case AS_IS -> address;
      case DIGITS -> isNumber(user(address)) ? digits(address) : address;
      case PLUS_DIGITS -> isNumber(user(address)) ? "+" + digits(address) : address;
      case USER -> user(address);
      case USER_AT_HOST -> bare(address);
      case URI -> uri(address);
    };
  }

  private static String uri(String address) {
    if (address.startsWith("sip:") || address.startsWith("sips:") || address.startsWith("tel:")) {
      return address;
    }
    return address.indexOf('@') >= 0
        ? "sip:" + address
        : isNumber(address) ? "tel:+" + digits(address) : address;
  }

  private static String bare(String address) {
    int scheme = address.indexOf(':');
    int from = scheme > 0 && scheme <= 4 ? scheme + 1 : 0;
    int end = address.indexOf(';', from);
    return address.substring(from, end < 0 ? address.length() : end);
  }

  private static String user(String address) {
    String bare = bare(address);
    int at = bare.indexOf('@');
    return at < 0 ? bare : bare.substring(0, at);
  }

  private static String digits(String address) {
    return user(address).replaceAll("[^0-9]", "");
  }

  /** E.164 with the visual separators of RFC 3966. */
  private static boolean isNumber(String user) {
    return user.matches("\\+?[0-9][0-9().-]*");
  }
}
