package io.tollgate.console.callflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The story of one session, under its charging identifier. Safe for use from any thread. */
public final class CallFlow {
  private final String icid;
  private final int mostEntries;
  private final List<Entry> entries = new ArrayList<>();
  private long leftOut;

  CallFlow(String icid, int mostEntries) {
    this.icid = icid;
    this.mostEntries = mostEntries;
  }

  /** One arrow: who told whom what, and what it means. */
  public record Entry(Instant at, String from, String to, String what, String meaning) {}

  public String icid() {
    return icid;
  }

  synchronized void add(Entry entry) {
    if (entries.size() < mostEntries) {
      entries.add(entry);
    } else {
      leftOut++;
    }
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Entries that came when the story was full. */
  public synchronized long leftOut() {
    return leftOut;
  }
}
