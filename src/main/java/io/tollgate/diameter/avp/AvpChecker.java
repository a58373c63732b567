package io.tollgate.diameter.avp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Checks bytes from outside against a grammar in one pass, so that {@link Avps} can be read without
 * further checks: lengths, padding, nesting, repetition, presence, and the values of known AVPs.
 */
public final class AvpChecker {
  /** Far above the deepest charging AVP (five levels), far below what could exhaust a stack. */
  public static final int DEEPEST_NESTING = 16;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private AvpChecker() {}

  /** What becomes of an AVP that is mandatory and not known. */
  @FunctionalInterface
  public interface Unknown {
    /** As RFC 6733 4.1 has it. */
    Unknown REFUSED = (code, vendor) -> false;

    /** True to skip it. */
    boolean skipped(int code, int vendor);
  }

  /** Checks everything: shape, values, repetition and presence. */
  public static void check(byte[] bytes, int from, int to, Grammar grammar)
      throws MalformedException {
    checkPresence(grammar, check(bytes, from, to, grammar, Unknown.REFUSED, 0));
  }

  /**
   * Checks all but the presence of required AVPs at the top; the result is for {@link
   * #checkPresence}.
   */
  public static int[] checkContent(byte[] bytes, int from, int to, Grammar grammar, Unknown unknown)
      throws MalformedException {
    return check(bytes, from, to, grammar, unknown, 0);
  }

  /** Checks only that the AVPs follow each other as they should. */
  static void checkShape(byte[] bytes, int from, int to) throws MalformedException {
    for (int at = from; at < to; ) {
      at += AvpHeader.padded(checkHeader(bytes, at, to));
    }
  }

  /** Returns how often the AVP of each rule was seen. */
  private static int[] check(
      byte[] bytes, int from, int to, Grammar grammar, Unknown unknown, int depth)
      throws MalformedException {
    int[] seen = new int[grammar.size()];
    int last = 0;
    int at = from;
    while (at < to) {
      int length = checkHeader(bytes, at, to);
      int code = (int) INT.get(bytes, at);
      int vendor = bytes[at + 4] < 0 ? (int) INT.get(bytes, at + 8) : 0;
      int rule = grammar.ruleOf(code, vendor, last);
      Avp avp;
      if (rule >= 0) {
        last = rule;
        avp = grammar.avp(rule);
        if (++seen[rule] > grammar.most(rule)) {
          throw new MalformedException(
              ResultCode.AVP_OCCURS_TOO_MANY_TIMES,
              FailedAvp.copy(bytes, at, length),
              avp + ": occurs again (expected: " + grammar.most(rule) + " at most)");
        }
      } else {
        avp = unruled(bytes, at, length, Catalogue.find(code, vendor), grammar, unknown);
      }
      if (avp != null) {
        checkValue(bytes, at, length, avp, unknown, depth);
      }
      at += AvpHeader.padded(length);
    }
    return seen;
  }

  /** An AVP the grammar does not name: fine unless it is mandatory and unknown, or not allowed. */
  private static @Nullable Avp unruled(
      byte[] bytes, int at, int length, @Nullable Avp avp, Grammar grammar, Unknown unknown)
      throws MalformedException {
    if (avp == null
        && (bytes[at + 4] & AvpHeader.MANDATORY) != 0
        && !unknown.skipped(
            (int) INT.get(bytes, at), bytes[at + 4] < 0 ? (int) INT.get(bytes, at + 8) : 0)) {
      throw new MalformedException(
          ResultCode.AVP_UNSUPPORTED,
          FailedAvp.copy(bytes, at, length),
          "AVP " + (int) INT.get(bytes, at) + ": mandatory and not known here");
    }
    if (avp != null && !grammar.isOpen()) {
      throw new MalformedException(
          ResultCode.AVP_NOT_ALLOWED,
          FailedAvp.copy(bytes, at, length),
          avp + ": not allowed here");
    }
    return avp;
  }

  /** Returns the AVP's length, once header, data and padding are known to lie within the bounds. */
  private static int checkHeader(byte[] bytes, int at, int to) throws MalformedException {
    if (to - at < 8) {
      throw new MalformedException(
          ResultCode.INVALID_AVP_LENGTH,
          Avps.NONE,
          (to - at) + " bytes left (expected: an AVP header of 8)");
    }
    int length = (int) INT.get(bytes, at + 4) & 0xFF_FFFF;
    int headerLength = bytes[at + 4] < 0 ? 12 : 8;
    if (length < headerLength || AvpHeader.padded(length) > to - at) {
      throw new MalformedException(
          ResultCode.INVALID_AVP_LENGTH,
          FailedAvp.header(bytes, at, to),
          "AVP "
              + (int) INT.get(bytes, at)
              + ": length "
              + length
              + " (expected: "
              + headerLength
              + ".."
              + (to - at)
              + ", padding included)");
    }
    return length;
  }

  private static void checkValue(
      byte[] bytes, int at, int length, Avp avp, Unknown unknown, int depth)
      throws MalformedException {
    int data = at + (bytes[at + 4] < 0 ? 12 : 8);
    int end = at + length;
    if (avp.type() != AvpType.GROUPED) {
      AvpValues.check(bytes, at, data, end, avp);
    } else if (avp != BaseAvps.FAILED_AVP) {
      // Failed-AVP holds what was wrong: it cannot be held to what is right.
      if (depth == DEEPEST_NESTING) {
        throw new MalformedException(
            ResultCode.INVALID_AVP_VALUE,
            FailedAvp.header(bytes, at, end),
            avp + ": nested deeper than " + DEEPEST_NESTING);
      }
      checkPresence(avp.members(), check(bytes, data, end, avp.members(), unknown, depth + 1));
    }
  }

  /**
   * @param seen how often the AVP of each rule was seen
   */
  public static void checkPresence(Grammar grammar, int[] seen) throws MalformedException {
    for (int i = 0; i < seen.length; i++) {
      if (seen[i] < grammar.least(i)) {
        Avp avp = grammar.avp(i);
        throw new MalformedException(
            ResultCode.MISSING_AVP, FailedAvp.example(avp), avp + ": missing");
      }
    }
  }
}
