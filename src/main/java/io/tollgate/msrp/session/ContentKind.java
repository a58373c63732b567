package io.tollgate.msrp.session;

import java.util.Locale;

/** What a content type makes of a message. */
enum ContentKind {
  /** Counted. */
  MESSAGE,
  /** What is inside decides. */
  CPIM,
  /** isComposing (RFC 3994) and IMDN (RFC 5438): never counted. */
  NOTIFICATION;

  /** A notification is small; a message that only calls itself one is not free. */
  static final long MAX_NOTIFICATION = 8 * 1024;

  static ContentKind of(String contentType) {
    return switch (bare(contentType)) {
      case "message/cpim" -> CPIM;
      case "application/im-iscomposing+xml", "message/imdn+xml" -> NOTIFICATION;
      default -> MESSAGE;
    };
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
