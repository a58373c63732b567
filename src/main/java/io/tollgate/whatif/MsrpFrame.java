package io.tollgate.whatif;

import java.util.Locale;
import java.util.Map;

/**
 * A frame of MSRP (RFC 4975 7.1).
 *
 * @param what method, or status code
 * @param headers names in lower case
 * @param flag of the end-line: {@code $}, {@code +} or {@code #}
 */
record MsrpFrame(
    String transaction, String what, Map<String, String> headers, byte[] body, char flag) {
  MsrpFrame {
    headers = Map.copyOf(headers);
  }

  boolean isSend() {
    return what.equals("SEND");
  }

  boolean isResponse() {
    return what.matches("\\d{3}");
  }

  String text(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The session of the first URI of a path. */
  static String session(String path) {
    String first = path.strip().split("\\s+")[0];
    String[] parts = first.split("/");
    return parts.length > 3 ? parts[3].split(";")[0] : "";
  }
}
