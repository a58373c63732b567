package io.tollgate.msrpclient;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A frame as it was read.
 *
 * @param word method or status code
 * @param headers names in lower case
 * @param body null when there is none
 */
public record Frame(
    String tid, String word, Map<String, String> headers, byte @Nullable [] body, char flag) {

  public boolean isResponse() {
    return Character.isDigit(word.charAt(0));
  }

  public int status() {
    return Integer.parseInt(word);
  }

  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
  }

  public String messageId() {
    return header("message-id");
  }

  /** First octet of the chunk. */
  public long start() {
    String range = header("byte-range");
    return range.isEmpty() ? 1 : Long.parseLong(range.substring(0, range.indexOf('-')));
  }
}
