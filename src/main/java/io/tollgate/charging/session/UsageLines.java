package io.tollgate.charging.session;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import java.util.Arrays;

/**
 * The lines on which a session's counters are kept: one for each of its charging sessions. They
 * change seldom, on the owner; event loops go through them for each message, and allocate nothing.
 */
final class UsageLines {

  private static final UsageLine[] NONE = {};

  private volatile UsageLine[] lines = NONE;

  void add(UsageLine line) {
    if (line != UsageLine.NONE) {
      UsageLine[] more = Arrays.copyOf(lines, lines.length + 1);
      more[lines.length] = line;
      lines = more;
    }
  }

  void remove(UsageLine line) {
    lines = Arrays.stream(lines).filter(each -> each != line).toArray(UsageLine[]::new);
  }

  void raise(Count what, long total) {
    for (UsageLine line : lines) {
      line.raise(what, total);
    }
  }
}
