package io.tollgate.conference;

import java.util.Locale;

/**
 * A user's address of record as a key: two URIs that name the same user are equal (RFC 3261 19.1.4,
 * without parameters and headers; sip and sips are one user; RFC 3966 5 for tel).
 */
public record UserAddress(String uri) {

  public static UserAddress of(String text) {
    String uri = text.strip();
    int open = uri.indexOf('<');
    int close = uri.indexOf('>', open + 1);
    if (open >= 0 && close > open) {
      uri = uri.substring(open + 1, close);
    }
    int colon = uri.indexOf(':');
    if (colon < 0) {
      return new UserAddress(uri);
    }
    String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = beforeAny(uri.substring(colon + 1), scheme.equals("tel") ? ";" : ";?");
    return switch (scheme) {
      case "tel" -> new UserAddress("tel:" + rest.replaceAll("[-.() ]", ""));
      case "sip", "sips" -> new UserAddress("sip:" + lowerHost(rest));
      default -> new UserAddress(scheme + ":" + rest);
    };
  }

  private static String lowerHost(String rest) {
    int at = rest.lastIndexOf('@');
    return rest.substring(0, at + 1) + rest.substring(at + 1).toLowerCase(Locale.ROOT);
  }

  private static String beforeAny(String text, String stops) {
    int at = text.lastIndexOf('@');
    for (int i = Math.max(at, 0); i < text.length(); i++) {
      if (stops.indexOf(text.charAt(i)) >= 0) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  @Override
  public String toString() {
    return uri;
  }
}
