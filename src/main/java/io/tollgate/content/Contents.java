package io.tollgate.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a body is by looking at it. Its name alone makes nothing free: a notification is a
 * document of that kind and nothing beside it, of a bounded size, without a place for a text of the
 * sender's. Whatever is not known to be free is content.
 */
public final class Contents {
  /** With its CPIM headers; what is larger is content, whatever it is. */
  public static final int MAX_FREE = 4096;

  private static final int MAX_BLANK = 8;
  private static final String CPIM = "message/cpim";
  private static final String HEARTBEAT_TYPE = "text/x-msrp-heartbeat";
  private static final byte[] HEARTBEAT = "HEARTBEAT".getBytes(StandardCharsets.US_ASCII);

  /** A type with other parameters than a charset could carry a text in them. */
  private static final Pattern PLAIN_TYPE =
      Pattern.compile(
          "[a-z]{1,16}/[a-z0-9.+-]{1,64}(\\s*;\\s*charset\\s*=\\s*\"?[a-z0-9-]{1,12}\"?)?",
          Pattern.CASE_INSENSITIVE);

  private Contents() {}

  /**
   * @param type Content-Type as it came; null if there was none
   */
  public static Nature of(@Nullable String type, byte[] body) {
    if (body.length == 0) {
      return Nature.KEEP_ALIVE;
    }
    if (type == null || body.length > MAX_FREE || !PLAIN_TYPE.matcher(type.strip()).matches()) {
      return Nature.CONTENT;
    }
    if (!bare(type).equals(CPIM)) {
      return unwrapped(type, body);
    }
    CpimShape wrapping = CpimShape.of(body);
    if (wrapping == null) {
      return Nature.CONTENT;
    }
    String inner = wrapping.type();
    byte[] wrapped = Arrays.copyOfRange(body, wrapping.contentAt(), body.length);
    Nature nature =
        !PLAIN_TYPE.matcher(inner).matches() || bare(inner).equals(CPIM)
            ? Nature.CONTENT
            : unwrapped(inner, wrapped);
    return nature.isFree() && !wrapping.holdsNothingElse() ? Nature.CONTENT : nature;
  }

  /**
   * Whether the first octets of a body that is still coming in leave open that it is free; false
   * for most messages, which need not be held until they are whole.
   */
  public static boolean mayBeFree(@Nullable String type, byte[] begin) {
    if (type == null || begin.length > MAX_FREE) {
      return false;
    }
    int at = 0;
    if (bare(type).equals(CPIM)) {
      at = CpimShape.contentAt(begin);
      if (at < 0) {
        return true;
      }
    } else if (bare(type).equals(HEARTBEAT_TYPE)) {
      return begin.length <= HEARTBEAT.length;
    }
    int first = firstMark(begin, at);
    return first < 0 ? begin.length - at <= MAX_BLANK : begin[first] == '<' || begin[first] < 0;
  }

  private static Nature unwrapped(String type, byte[] body) {
    int first = firstMark(body, 0);
    if (first < 0) {
      return body.length <= MAX_BLANK ? Nature.KEEP_ALIVE : Nature.CONTENT;
    }
    if (bare(type).equals(HEARTBEAT_TYPE)) {
      return Arrays.equals(body, HEARTBEAT) ? Nature.KEEP_ALIVE : Nature.CONTENT;
    }
    return Notifications.nature(body);
  }

  /** Where something else than blanks begins, or -1. */
  private static int firstMark(byte[] body, int from) {
    for (int i = from; i < body.length; i++) {
      byte b = body[i];
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return i;
      }
    }
    return -1;
  }

  private static String bare(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
  }
}
