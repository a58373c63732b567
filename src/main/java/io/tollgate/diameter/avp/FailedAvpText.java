package io.tollgate.diameter.avp;

import java.util.HexFormat;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Failed-AVP of an answer as an operator can read it. */
public final class FailedAvpText {
  private static final int LONGEST_VALUE = 64;

  /** The deepest charging AVP has five levels. */
  private static final int DEEPEST = 8;

  private FailedAvpText() {}

  /** Names, codes and values of what the peer disliked, and its Error-Message; null for nothing. */
  public static @Nullable String of(Avps answer) {
    StringJoiner text = new StringJoiner(", ");
    for (Avps failed : answer.groups(BaseAvps.FAILED_AVP)) {
      if (isWellFormed(failed)) {
        failed.forEach((code, flags, vendor, data) -> text.add(one(code, vendor, data, 0)));
      } else {
        text.add("0x" + hex(failed));
      }
    }
    String message = answer.text(BaseAvps.ERROR_MESSAGE);
    if (message != null) {
      text.add(message);
    }
    return text.length() == 0 ? null : text.toString();
  }

  /** What was wrong stands innermost, in the groups that lead to it (RFC 6733 7.5). */
  private static String one(int code, int vendor, Avps data, int depth) {
    Avp avp = Catalogue.find(code, vendor);
    String name = avp == null ? "AVP " + code + "/" + vendor : avp.toString();
    if (avp != null && avp.type() == AvpType.GROUPED && depth < DEEPEST && isWellFormed(data)) {
      StringJoiner within = new StringJoiner(", ");
      data.forEach((inner, flags, of, value) -> within.add(one(inner, of, value, depth + 1)));
      if (within.length() > 0) {
        return name + " > " + within;
      }
    }
    return name + " = 0x" + hex(data);
  }

  private static String hex(Avps data) {
    byte[] bytes = data.toBytes();
    String hex = HexFormat.of().formatHex(bytes, 0, Math.min(LONGEST_VALUE, bytes.length));
    return bytes.length > LONGEST_VALUE ? hex + "..." : hex;
  }

  /** What Failed-AVP holds has not been checked: it may be what was wrong with a length. */
  private static boolean isWellFormed(Avps failed) {
    try {
      byte[] bytes = failed.toBytes();
      AvpChecker.checkShape(bytes, 0, bytes.length);
      return true;
    } catch (MalformedException e) {
      return false;
    }
  }
}
