package io.tollgate.sip.leg;

import org.jspecify.annotations.Nullable;

/** Session-Expires (RFC 4028 4). */
public record SessionExpires(int seconds, @Nullable Refresher refresher) {
  public static final String HEADER = "Session-Expires";
  public static final String MIN_SE = "Min-SE";
  public static final String OPTION = "timer";

  /** Who sends the refreshes, seen from the transaction that negotiated it. */
  public enum Refresher {
    UAC,
    UAS
  }

  public static @Nullable SessionExpires parse(@Nullable String header) {
    if (header == null) {
      return null;
    }
    Integer seconds = seconds(header);
    if (seconds == null) {
      return null;
    }
    String compact = header.replaceAll("\\s", "").toLowerCase(java.util.Locale.ROOT);
    Refresher refresher =
        compact.contains(";refresher=uac")
            ? Refresher.UAC
            : compact.contains(";refresher=uas") ? Refresher.UAS : null;
    return new SessionExpires(seconds, refresher);
  }

  /** Delta-seconds in front of any parameters; null if there are none. */
  public static @Nullable Integer seconds(@Nullable String header) {
    if (header == null) {
      return null;
    }
    try {
      return Integer.valueOf(header.replaceFirst(";.*", "").trim());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  public String header() {
    return refresher == null
        ? Integer.toString(seconds)
        : seconds + ";refresher=" + (refresher == Refresher.UAC ? "uac" : "uas");
  }
}
