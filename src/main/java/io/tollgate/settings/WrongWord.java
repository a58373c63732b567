package io.tollgate.settings;

/** Which part of a longer value is wrong; told beside what the whole of it must be. */
final class WrongWord extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  WrongWord(String word, String expected) {
    super("\"%s\" is not %s".formatted(word, expected));
  }
}
