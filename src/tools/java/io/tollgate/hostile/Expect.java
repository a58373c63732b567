package io.tollgate.hostile;

import java.util.Objects;

/** What an attack must not change. */
final class Expect {
  private Expect() {}

  static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  static void equal(Object found, Object wanted, String what) {
    that(Objects.equals(found, wanted), what + ": " + found + " (expected: " + wanted + ")");
  }

  static void atMost(long found, long most, String what) {
    that(found <= most, what + ": " + found + " (expected: at most " + most + ")");
  }
}
