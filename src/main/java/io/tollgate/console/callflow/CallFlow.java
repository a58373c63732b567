package io.tollgate.console.callflow;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The story of one session, under its charging identifier: its beginning and its end, where all of
 * it would be too long. Safe for use from any thread.
 */
public final class CallFlow {
  private final String icid;
  private final int mostEntries;
  private final List<Entry> beginning = new ArrayList<>();
  private final Deque<Entry> end = new ArrayDeque<>();
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
    if (beginning.size() < mostEntries / 2) {
      beginning.add(entry);
      return;
    }
    end.addLast(entry);
    if (end.size() > mostEntries - mostEntries / 2) {
      end.removeFirst();
      leftOut++;
    }
  }

  public synchronized List<Entry> beginning() {
    return List.copyOf(beginning);
  }

  /** What came after {@link #beginning()} and {@link #leftOut()} others. */
  public synchronized List<Entry> end() {
    return List.copyOf(end);
  }

  public synchronized int size() {
    return beginning.size() + end.size();
  }

  /** The latest entry; a session is remembered from its first one on. */
  public synchronized Entry latest() {
    return end.isEmpty() ? beginning.get(beginning.size() - 1) : end.getLast();
  }

  /** How many entries in the middle made room for later ones. */
  public synchronized long leftOut() {
    return leftOut;
  }
}
