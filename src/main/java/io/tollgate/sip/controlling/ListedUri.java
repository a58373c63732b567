package io.tollgate.sip.controlling;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A URI out of a list or a Refer-To: what of it names a user, and what is about the request that is
 * to be made (RFC 3261 19.1.5). The latter never goes on in a Request-URI, and of the headers only
 * Session-Replaces is taken over, as others could forge a request of the focus.
 *
 * @param target for the Request-URI
 * @param method the method parameter, in capitals
 */
record ListedUri(String target, @Nullable String method, @Nullable String sessionReplaces) {
  static final String SESSION_REPLACES = "Session-Replaces";
  private static final int MAX_VALUE = 512;

  static ListedUri of(String uri) {
    int user = Math.max(uri.indexOf('@'), 0);
    int question = uri.indexOf('?', user);
    String headers = question < 0 ? "" : uri.substring(question + 1);
    String named = question < 0 ? uri : uri.substring(0, question);
    String method = null;
    StringBuilder target = new StringBuilder();
    int at = named.indexOf(';', user);
    target.append(at < 0 ? named : named.substring(0, at));
    while (at >= 0) {
      int end = named.indexOf(';', at + 1);
      String parameter = end < 0 ? named.substring(at + 1) : named.substring(at + 1, end);
      if (parameter.regionMatches(true, 0, "method=", 0, "method=".length())) {
        method = parameter.substring("method=".length());
      } else {
        target.append(';').append(parameter);
      }
      at = end;
    }
    String asked = method == null ? header(headers, "method") : method;
    return new ListedUri(
        target.toString(),
        asked == null ? null : asked.toUpperCase(Locale.ROOT),
        printable(header(headers, SESSION_REPLACES)));
  }

  private static @Nullable String header(String headers, String name) {
    for (String header : headers.split("&", -1)) {
      int equals = header.indexOf('=');
      if (equals > 0 && header.substring(0, equals).equalsIgnoreCase(name)) {
        return header.substring(equals + 1);
      }
    }
    return null;
  }

  /** The value as it goes into a header: one line, of a size that headers have. */
  private static @Nullable String printable(@Nullable String escaped) {
    if (escaped == null || escaped.length() > MAX_VALUE) {
      return null;
    }
    try {
      String value = URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8).strip();
      boolean plain = value.chars().allMatch(c -> c >= ' ' && c <= '~');
      return plain && !value.isEmpty() ? value : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
