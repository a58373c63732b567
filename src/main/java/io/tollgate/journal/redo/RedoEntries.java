package io.tollgate.journal.redo;

import io.tollgate.journal.store.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of a redo file. Behind octets that are no entry the next whole one is looked
 * for: its check sum says that it is one, and its number that it is none of an earlier round.
 */
final class RedoEntries {

  private final NavigableMap<Long, List<Change>> whole = new TreeMap<>();
  private final ByteBuffer file;
  private final @Nullable Long applied;
  private final int half;
  private boolean damaged;

  private RedoEntries(byte[] octets, @Nullable Long applied) {
    this.file = ByteBuffer.wrap(octets).order(EntryFormat.ORDER);
    this.applied = applied;
    this.half = octets.length / 2;
  }

  /**
   * @param applied the number of the last entry that is on disk already, null if nobody knows
   */
  static RedoEntries of(byte[] octets, @Nullable Long applied) {
    RedoEntries entries = new RedoEntries(octets, applied);
    entries.read(0, entries.half);
    entries.read(entries.half, octets.length);
    return entries;
  }

  /** By number, those that are not on disk yet. */
  NavigableMap<Long, List<Change>> whole() {
    return Collections.unmodifiableNavigableMap(whole);
  }

  /** Numbers are given without a gap. */
  long missing() {
    if (whole.isEmpty()) {
      return 0;
    }
    long before = applied == null ? whole.firstKey() - 1 : applied;
    return whole.lastKey() - before - whole.size();
  }

  boolean isDamaged() {
    return damaged || missing() > 0;
  }

  private void read(int from, int to) {
    long above = 0;
    int at = from;
    while (at < to) {
      if (!EntryFormat.isWhole(file, at) || EntryFormat.number(file, at) <= above) {
        int next =
            EntryFormat.findAbove(file, at, to, Math.max(above, applied == null ? 0 : applied));
        // Where the last entry ends, and where no entry ever was, a length of 0 stands.
        damaged |= next < to || !EntryFormat.isEnd(file, at);
        at = next;
      }
      if (at < to) {
        above = EntryFormat.number(file, at);
        take(above, at);
        at += EntryFormat.octets(file, at);
      }
    }
  }

  private void take(long number, int at) {
    if (applied != null && number <= applied) {
      return;
    }
    try {
      whole.put(number, ChangeCodec.read(EntryFormat.body(file, at)));
    } catch (IOException | IllegalArgumentException e) {
      damaged = true;
    }
  }
}
