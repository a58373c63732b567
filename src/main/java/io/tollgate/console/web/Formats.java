package io.tollgate.console.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values in the words of people: no enum constant as it is, no nanoseconds. */
public final class Formats {
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double KIBI = 1024;

  private Formats() {}

  /** {@code LARGE_MESSAGE} is "large message". */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** UTC, as the logs and the records have it. */
  public static String at(@Nullable Instant time) {
    return time == null ? "" : DAY_AND_TIME.format(time);
  }

  /** With milliseconds and without the day. */
  public static String moment(Instant time) {
    return TIME.format(time);
  }

  public static String lasting(@Nullable Duration time) {
    if (time == null) {
      return "";
    }
    long seconds = time.toSeconds();
    if (time.isNegative()) {
      return "0 s";
    }
    if (seconds >= 3600) {
      return "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
    }
    if (seconds >= 60) {
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
    return seconds >= 10
        ? seconds + " s"
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  public static String millis(double millis) {
    if (Double.isNaN(millis)) {
      return "none yet";
    }
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  /** A number that may be unknown. */
  public static String number(double value) {
    return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%,d", (long) value);
  }

  public static String octets(long octets) {
    if (octets < KIBI) {
      return octets + " B";
    }
    return octets < KIBI * KIBI
        ? String.format(Locale.ROOT, "%.1f kB", octets / KIBI)
        : String.format(Locale.ROOT, "%.1f MB", octets / KIBI / KIBI);
  }
}
