package io.tollgate.journal.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes times as {@link Instant#toString} does, digit by digit: its formatter took an eighth of
 * the time that a record took.
 */
final class TimeText {

  private static final int NANOS_IN_MILLI = 1_000_000;
  private static final int NANOS_IN_MICRO = 1_000;

  private TimeText() {}

  static void quote(StringBuilder out, Instant time) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    if (utc.getYear() < 0 || utc.getYear() > 9999) {
      out.append('"').append(time).append('"');
      return;
    }
    digits(out.append('"'), utc.getYear(), 4);
    digits(out.append('-'), utc.getMonthValue(), 2);
    digits(out.append('-'), utc.getDayOfMonth(), 2);
    digits(out.append('T'), utc.getHour(), 2);
    digits(out.append(':'), utc.getMinute(), 2);
    digits(out.append(':'), utc.getSecond(), 2);
    fraction(out, utc.getNano());
    out.append("Z\"");
  }

  /** In groups of three digits, as many as it takes. */
  private static void fraction(StringBuilder out, int nanos) {
    if (nanos == 0) {
      return;
    }
    out.append('.');
    if (nanos % NANOS_IN_MILLI == 0) {
      digits(out, nanos / NANOS_IN_MILLI, 3);
    } else if (nanos % NANOS_IN_MICRO == 0) {
      digits(out, nanos / NANOS_IN_MICRO, 6);
    } else {
      digits(out, nanos, 9);
    }
  }

  private static void digits(StringBuilder out, int number, int count) {
    int unit = 1;
    for (int i = 1; i < count; i++) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      out.append((char) ('0' + number / unit % 10));
    }
  }
}
