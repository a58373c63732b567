package io.tollgate.conference;

import java.util.HashSet;
import java.util.Set;

/** Legs that were told to go and have not reported back. */
final class Releases {

  private final Set<String> open = new HashSet<>();

  /** False if it was told already. */
  boolean begun(ConferenceLeg leg) {
    return open.add(leg.id());
  }

  void done(ConferenceLeg leg) {
    open.remove(leg.id());
  }

  boolean isEmpty() {
    return open.isEmpty();
  }
}
