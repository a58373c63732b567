package io.tollgate.walk;

import io.tollgate.walk.model.Terms;
import java.util.function.BiPredicate;

/** What the server is known to get wrong; walks leave it out unless they are asked for everything. */
enum Unmended {
  /** Media that are answered in advance: new ones are declined, and nobody tells of them later. */
  MEDIA_ADDED_IN_ADVANCE(
      (text, terms) -> terms.answersInAdvance() && text.startsWith("add ")),
  /** Nor of the direction that the other side chose. */
  DIRECTION_IN_ADVANCE(
      (text, terms) -> terms.answersInAdvance() && text.startsWith("hold"));

  private final BiPredicate<String, Terms> concerned;

  Unmended(BiPredicate<String, Terms> concerned) {
    this.concerned = concerned;
  }

  static boolean concerns(String text, Terms terms) {
    for (Unmended each : values()) {
      if (each.concerned.test(text, terms)) {
        return true;
      }
    }
    return false;
  }
}
