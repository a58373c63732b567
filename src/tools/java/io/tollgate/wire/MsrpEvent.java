package io.tollgate.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An MSRP request or response.
 *
 * @param what SEND, REPORT, or the status with its text ("200 OK")
 * @param continuation the flag of the end line: {@code $}, {@code +} or {@code #}
 */
public record MsrpEvent(
    Packet packet,
    String transaction,
    String what,
    Map<String, String> headers,
    String body,
    char continuation)
    implements WireEvent {

  public boolean isRequest() {
    return !Character.isDigit(what.charAt(0));
  }

  /** The status code, 0 for a request. */
  public int status() {
    return isRequest() ? 0 : Integer.parseInt(what.substring(0, 3));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public String summary() {
    return "MSRP " + what + header("Message-ID").map(id -> " " + id).orElse("");
  }
}
