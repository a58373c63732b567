package io.tollgate.conference;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user's address of record as a key: two URIs that name the same user are equal (RFC 3261 19.1.4,
 * without parameters and headers; sip and sips are one user; RFC 3966 5 for tel). A SIP URI with
 * user=phone is the number in it (RFC 3261 19.1.6).
 */
public final class UserAddress {
  private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{1,15}");

  private final String uri;
  private final String key;

  private UserAddress(String uri, String key) {
    this.uri = uri;
    this.key = key;
  }

  public static UserAddress of(String text) {
    String uri = text.strip();
    int open = uri.indexOf('<');
    int close = uri.indexOf('>', open + 1);
    if (open >= 0 && close > open) {
      uri = uri.substring(open + 1, close);
    }
    int colon = uri.indexOf(':');
    if (colon < 0) {
      return new UserAddress(uri, uri);
    }
    String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
    String whole = uri.substring(colon + 1);
    String rest = beforeAny(whole, scheme.equals("tel") ? ";" : ";?");
    return switch (scheme) {
      case "tel" -> {
        String number = "tel:" + rest.replaceAll("[-.() ]", "");
        yield new UserAddress(number, number);
      }
      case "sip", "sips" -> sip("sip:" + lowerHost(rest), whole.substring(rest.length()));
      default -> new UserAddress(scheme + ":" + rest, scheme + ":" + rest);
    };
  }

  private static UserAddress sip(String uri, String parameters) {
    int at = uri.lastIndexOf('@');
    boolean phone = at >= 0 && parameters.toLowerCase(Locale.ROOT).contains(";user=phone");
    String user =
        phone ? beforeAny(uri.substring("sip:".length(), at), ";").replaceAll("[-.() ]", "") : "";
    Matcher number = NUMBER.matcher(user);
    return new UserAddress(uri, number.matches() ? "tel:" + user : uri);
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

  /** As it was written, but for what does not name the user. */
  public String uri() {
    return uri;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserAddress address && address.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return uri;
  }
}
