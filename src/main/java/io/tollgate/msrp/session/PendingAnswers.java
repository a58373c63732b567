package io.tollgate.msrp.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that a peer still has to answer, in the order they went out. Answers nearly always come in
 * that order too; others are found by their rising sequence.
 */
final class PendingAnswers {
  private @Nullable Pending[] ring = new Pending[16];
  private int head;
  private int size;
  private int live;

  /** Chunks that are owed an answer. */
  int size() {
    return live;
  }

  boolean isEmpty() {
    return live == 0;
  }

  void add(Pending pending) {
    if (size == ring.length) {
      grow();
    }
    ring[head + size & ring.length - 1] = pending;
    size++;
    live++;
  }

  private void grow() {
    @Nullable Pending[] larger = Arrays.copyOf(ring, ring.length * 2);
    for (int i = 0; i < size; i++) {
      larger[i] = ring[head + i & ring.length - 1];
    }
    ring = larger;
    head = 0;
  }

  /** The chunk that an answer belongs to; null when there is none. */
  @Nullable Pending take(long sequence, long random) {
    int low = 0;
    int high = size - 1;
    if (size > 0 && sequence == sequenceAt(0)) {
      high = 0;
    }
    while (low <= high) {
      int middle = low + high >>> 1;
      long found = sequenceAt(middle);
      if (found == sequence) {
        return remove(middle, random);
      }
      if (found < sequence) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  private final long sequenceAt(int index) {
    Pending pending = ring[head + index & ring.length - 1];
    return pending == null ? Long.MIN_VALUE : pending.sequence();
  }

  private @Nullable Pending remove(int index, long random) {
    int slot = head + index & ring.length - 1;
    Pending pending = ring[slot];
    if (pending == null || pending.random() != random || pending.deadline() == ANSWERED) {
      return null;
    }
    live--;
    if (index == 0) {
      ring[slot] = null;
      advance();
    } else {
      ring[slot] = answered(pending);
    }
    return pending;
  }

  private static final long ANSWERED = Long.MIN_VALUE;

  private static Pending answered(Pending pending) {
    return new Pending(pending.sequence(), pending.random(), null, 0, 0, true, ANSWERED);
  }

  private void advance() {
    do {
      head = head + 1 & ring.length - 1;
      size--;
      Pending next = size == 0 ? null : ring[head];
      if (next == null || next.deadline() != ANSWERED) {
        return;
      }
      ring[head] = null;
    } while (size > 0);
  }

  /** The oldest chunk if its time is up, taken out; null when none is. */
  @Nullable Pending expired(long now) {
    Pending oldest = size == 0 ? null : ring[head];
    return oldest == null || oldest.deadline() - now > 0 ? null : takeOldest();
  }

  /** The oldest chunk, taken out. */
  @Nullable Pending takeOldest() {
    Pending oldest = size == 0 ? null : ring[head];
    if (oldest != null) {
      ring[head] = null;
      live--;
      advance();
    }
    return oldest;
  }

  /** Whether the oldest would only be answered if it failed. */
  boolean oldestIsSilent() {
    Pending oldest = size == 0 ? null : ring[head];
    return oldest != null && oldest.silent();
  }

  /** Everything, taken out. */
  List<Pending> takeAll() {
    List<Pending> all = new ArrayList<>();
    for (Pending one = takeOldest(); one != null; one = takeOldest()) {
      all.add(one);
    }
    return all;
  }
}
