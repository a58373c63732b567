package io.tollgate.deferred;

import java.util.LinkedHashMap;
import java.util.Map;

/** Headers as text. SIP header values hold no line breaks, so a line each is enough. */
final class HeaderLines {

  private HeaderLines() {}

  static String of(Map<String, String> headers) {
    StringBuilder text = new StringBuilder();
    headers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return text.toString();
  }

  static Map<String, String> read(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              headers.put(line.substring(0, colon), line.substring(colon + 1));
            });
    return headers;
  }
}
