package io.tollgate.msrp.session;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Content types as a session's SDP and its wrapping ask for them. */
final class ContentKind {

  private ContentKind() {}

  static boolean isCpim(@Nullable String contentType) {
    return contentType != null && bare(contentType).equals("message/cpim");
  }

  /** The type without its parameters. */
  static String bare(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Whether a type is in an accept-types list (RFC 4975 section 8.6). */
  static boolean listed(String contentType, Iterable<String> list) {
    String bare = bare(contentType);
    for (String one : list) {
      String allowed = bare(one);
      if (allowed.equals("*")
          || allowed.equals(bare)
          || allowed.endsWith("/*")
              && bare.startsWith(allowed.substring(0, allowed.length() - 1))) {
        return true;
      }
    }
    return false;
  }
}
