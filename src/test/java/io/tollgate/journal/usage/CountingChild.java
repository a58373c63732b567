package io.tollgate.journal.usage;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import io.tollgate.journal.LoggedAlarms;
import java.nio.file.Path;
import java.time.Instant;

/** Counts messages and says so after each, until it is killed. */
public final class CountingChild {

  private CountingChild() {}

  /** Words: the journal's file. */
  public static void main(String[] words) {
    UsageFile file = new UsageFile(Path.of(words[0]), 1, new LoggedAlarms());
    file.tend(Instant.now());
    UsageLine line = file.open("s1");
    for (long sent = 1; ; sent++) {
      line.raise(Count.SENT, sent);
      System.out.println(sent);
    }
  }
}
