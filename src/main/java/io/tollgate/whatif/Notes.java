package io.tollgate.whatif;

import java.util.LinkedHashSet;
import java.util.Set;

/** What could not be followed, or would have gone another way; each once, and not without end. */
final class Notes {
  private static final int MOST = 200;

  private final Set<String> lines = new LinkedHashSet<>();

  void add(String line) {
    if (lines.size() < MOST) {
      lines.add(line);
    }
  }

  Set<String> lines() {
    return lines;
  }
}
