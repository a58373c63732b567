package io.tollgate.journal.commit;

import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps changes while the disk fails. What cancels out is forgotten: with the CDF up, records come
 * and go here as if nothing had happened, and only what is really owed takes room.
 */
final class MemoryBuffer {

  /** In the order in which they are given up; everything else never is. */
  private static final List<Kind> SHED = List.of(Kind.PROGRESS, Kind.INTERIM, Kind.EVENT);

  private record Key(String type, Object of) {}

  private final int capacity;
  private final Map<Key, Change> changes = new LinkedHashMap<>();
  private int records;
  private int shedInterims;
  private int shedEvents;

  MemoryBuffer(int capacity) {
    this.capacity = capacity;
  }

  /**
   * @return false if there was no room for a record among the changes; the others are taken
   */
  boolean add(List<Change> added) {
    boolean allFit = true;
    for (Change change : added) {
      allFit &= add(change);
    }
    return allFit;
  }

  private boolean add(Change change) {
    if (change instanceof Change.Append append) {
      return append(append);
    } else if (change instanceof Change.KeepClosing keep) {
      changes.put(new Key("session", keep.closing().session()), change);
    } else if (change instanceof Change.Settle settle) {
      changes.put(new Key("session", settle.session()), change);
    } else if (change instanceof Change.Supersede supersede) {
      supersede(supersede);
    } else if (change instanceof Change.MarkSent mark) {
      markSent(mark);
    } else if (change instanceof Change.Remove remove) {
      remove(remove);
    } else if (change instanceof Change.Bury bury) {
      changes.put(new Key("bury", bury.id()), change);
    } else if (change instanceof Change.Requeue requeue) {
      changes.put(new Key("requeue", requeue.id()), change);
    } else if (change instanceof Change.Redone redone) {
      changes.put(new Key("redone", redone.boot()), change);
    }
    return true;
  }

  private boolean append(Change.Append append) {
    if (records >= capacity && !shedOne()) {
      return false;
    }
    changes.put(record(append.record().id()), append);
    records++;
    return true;
  }

  private void supersede(Change.Supersede by) {
    boolean removed =
        changes
            .values()
            .removeIf(
                change ->
                    change instanceof Change.Append append
                        && isSuperseded(append.record(), by.session(), by.id()));
    if (removed) {
      records = (int) changes.values().stream().filter(Change.Append.class::isInstance).count();
    }
    changes.put(new Key("supersede", by.session()), by);
  }

  private static boolean isSuperseded(Pending record, String session, long id) {
    return record.kind() == Kind.PROGRESS
        && !record.sent()
        && record.id() < id
        && record.session().equals(session);
  }

  private void markSent(Change.MarkSent mark) {
    if (changes.get(record(mark.id())) instanceof Change.Append append) {
      changes.put(record(mark.id()), new Change.Append(append.record().withSent(mark.sent())));
    } else {
      changes.put(new Key("sent", mark.id()), mark);
    }
  }

  private void remove(Change.Remove remove) {
    if (changes.remove(record(remove.id())) != null) {
      records--;
    } else {
      changes.put(new Key("remove", remove.id()), remove);
    }
  }

  private boolean shedOne() {
    for (Kind kind : SHED) {
      for (Iterator<Change> each = changes.values().iterator(); each.hasNext(); ) {
        if (each.next() instanceof Change.Append append && append.record().kind() == kind) {
          each.remove();
          records--;
          if (kind == Kind.EVENT) {
            shedEvents++;
          } else {
            shedInterims++;
          }
          return true;
        }
      }
    }
    return false;
  }

  private static Key record(long id) {
    return new Key("record", id);
  }

  int records() {
    return records;
  }

  /** How many interims had to make room for others so far: a later record has their sums. */
  int shedInterims() {
    return shedInterims;
  }

  /** How many events had to make room so far: nothing else tells of what they charge. */
  int shedEvents() {
    return shedEvents;
  }

  /** Everything, in an order in which it can be applied. */
  List<Change> changes() {
    return new ArrayList<>(changes.values());
  }

  void clear() {
    changes.clear();
    records = 0;
  }
}
