package io.tollgate.journal.delivery;

import io.tollgate.journal.CdfChoice;
import io.tollgate.journal.store.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of one session that are in memory: the first is on its way or about to be, the others
 * wait for its answer.
 */
final class SessionQueue {

  private final String session;
  private final boolean ofBacklog;
  private final Deque<OutboxEntry> entries = new ArrayDeque<>();
  private boolean spilled;
  private boolean busy;
  private int tries;
  private final Set<CdfChoice> tired = EnumSet.noneOf(CdfChoice.class);

  /**
   * @param ofBacklog it began with records from disk and counts against the drain's share
   */
  SessionQueue(String session, boolean ofBacklog) {
    this.session = session;
    this.ofBacklog = ofBacklog;
    this.spilled = ofBacklog;
  }

  String session() {
    return session;
  }

  boolean isOfBacklog() {
    return ofBacklog;
  }

  /** In memory already, so what the disk shows of it is nothing new. */
  boolean contains(long id) {
    return entries.stream().anyMatch(entry -> entry.id() == id);
  }

  int size() {
    return entries.size();
  }

  void add(OutboxEntry entry) {
    entries.add(entry);
  }

  @Nullable OutboxEntry head() {
    return entries.peek();
  }

  /** Done with the head; the next one starts afresh. */
  void advance() {
    entries.remove();
    tries = 0;
    tired.clear();
  }

  /** Takes out what a newer progress report replaces: those that only wait. */
  List<OutboxEntry> replaceProgress() {
    List<OutboxEntry> replaced = new ArrayList<>();
    Iterator<OutboxEntry> each = entries.iterator();
    if (each.hasNext()) {
      each.next();
    }
    while (each.hasNext()) {
      OutboxEntry entry = each.next();
      if (entry.kind() == Kind.PROGRESS) {
        each.remove();
        replaced.add(entry);
      }
    }
    return replaced;
  }

  List<OutboxEntry> clear() {
    List<OutboxEntry> left = List.copyOf(entries);
    entries.clear();
    return left;
  }

  /** Later records of the session are on disk only. */
  boolean isSpilled() {
    return spilled;
  }

  void spilled(boolean now) {
    spilled = now;
  }

  /** A transmission, a pause before one, or a load is under way. */
  boolean isBusy() {
    return busy;
  }

  void busy(boolean now) {
    busy = now;
  }

  /** Counts a transmission in vain. */
  int triedInVain() {
    return ++tries;
  }

  /** The choices that the head has been tried on to no avail. */
  Set<CdfChoice> tired() {
    return tired;
  }

  void tiredOf(CdfChoice choice) {
    tired.add(choice);
    tries = 0;
  }
}
