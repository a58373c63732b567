package io.tollgate.diameter.avp;

import static io.tollgate.diameter.avp.AvpType.ENUMERATED;
import static io.tollgate.diameter.avp.AvpType.GROUPED;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The few shapes a catalogue row has; keeps each row on one line. */
final class Row {
  /** 3GPP: also the vendor of the AVPs that OMA defined inside the 3GPP code space. */
  static final int TGPP = 10415;

  private Row() {}

  /** An IETF AVP with the M flag. */
  static Avp ietf(String name, int code, AvpType type) {
    return new Avp(name, code, 0, type, true, Set.of(), Grammar.ANY);
  }

  /** An IETF AVP that must not or need not carry the M flag. */
  static Avp ietfOptional(String name, int code, AvpType type) {
    return new Avp(name, code, 0, type, false, Set.of(), Grammar.ANY);
  }

  static Avp ietfEnum(String name, int code, int... values) {
    return new Avp(name, code, 0, ENUMERATED, true, setOf(values), Grammar.ANY);
  }

  static Avp ietfGroup(String name, int code, Grammar members) {
    return new Avp(name, code, 0, GROUPED, true, Set.of(), members);
  }

  static Avp ietfGroupOptional(String name, int code, Grammar members) {
    return new Avp(name, code, 0, GROUPED, false, Set.of(), members);
  }

  /** A 3GPP or OMA charging AVP: V and M set. */
  static Avp tgpp(String name, int code, AvpType type) {
    return new Avp(name, code, TGPP, type, true, Set.of(), Grammar.ANY);
  }

  /** One that many dictionaries are too old for: without the M flag they may skip it. */
  static Avp tgppOptional(String name, int code, AvpType type) {
    return new Avp(name, code, TGPP, type, false, Set.of(), Grammar.ANY);
  }

  static Avp tgppEnum(String name, int code, int... values) {
    return new Avp(name, code, TGPP, ENUMERATED, true, setOf(values), Grammar.ANY);
  }

  static Avp tgppGroup(String name, int code, Grammar members) {
    return new Avp(name, code, TGPP, GROUPED, true, Set.of(), members);
  }

  private static Set<Integer> setOf(int... values) {
    return Arrays.stream(values).boxed().collect(Collectors.toUnmodifiableSet());
  }
}
