package io.tollgate.sip.farewell;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The few parts of a SIP URI that decide where a request goes (RFC 3261 19.1.1, 19.1.2). */
final class SipUri {

  private SipUri() {}

  /** Without what only belongs in a Contact: headers, and the method (RFC 3261 19.1.1, table 1). */
  static String forRequest(String uri) {
    int headers = firstOf(uri, "?", uri.length() - afterUser(uri).length());
    return uri.substring(0, headers).replaceAll("(?i);method=[^;]*", "");
  }

  static boolean isLoose(String uri) {
    return parameter(uri, "lr") != null;
  }

  /** Its value, empty where it has none; null where it is not there. */
  static @Nullable String parameter(String uri, String name) {
    String rest = afterUser(uri);
    int headers = firstOf(rest, "?", 0);
    String[] parts = rest.substring(0, headers).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String key = equals < 0 ? parts[i] : parts[i].substring(0, equals);
      if (key.trim().toLowerCase(Locale.ROOT).equals(name)) {
        return equals < 0 ? "" : parts[i].substring(equals + 1).trim();
      }
    }
    return null;
  }

  /** A user part may have semicolons and question marks of its own. */
  static String afterUser(String uri) {
    return uri.substring(uri.indexOf('@') + 1);
  }

  /** The place of the first of these characters; the end, where there is none. */
  static int firstOf(String text, String characters, int from) {
    for (int i = from; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }
}
