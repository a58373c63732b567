package io.tollgate.charging.session;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lines on which a session's counters are kept: one for each of its charging sessions. */
final class UsageLines {

  private final List<UsageLine> lines = new CopyOnWriteArrayList<>();

  void add(UsageLine line) {
    if (line != UsageLine.NONE) {
      lines.add(line);
    }
  }

  void remove(UsageLine line) {
    lines.remove(line);
  }

  void raise(Count what, long total) {
    for (UsageLine line : lines) {
      line.raise(what, total);
    }
  }
}
