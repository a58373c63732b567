package io.tollgate.conference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a participant went out (RFC 4575 5.7.7). */
public enum Departure {
  DEPARTED,
  BOOTED,
  FAILED,
  BUSY;

  private static final Pattern CAUSE =
      Pattern.compile("\\bSIP\\b[^,]*?;\\s*cause\\s*=\\s*(\\d{3})", Pattern.CASE_INSENSITIVE);

  /**
   * What a BYE says (RFC 3326): who leaves says nothing or 200, whose access fails says 480 or
   * another failure.
   */
  static Departure ofReason(@Nullable String reasonHeader) {
    Matcher cause = CAUSE.matcher(reasonHeader == null ? "" : reasonHeader);
    return cause.find() && Integer.parseInt(cause.group(1)) >= 300 ? FAILED : DEPARTED;
  }

  static Departure ofStatus(int status) {
    return status == 486 || status == 600 ? BUSY : FAILED;
  }
}
