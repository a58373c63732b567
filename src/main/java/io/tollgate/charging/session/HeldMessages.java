package io.tollgate.charging.session;

import io.tollgate.charging.MessageGate.Admission;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who wait for a credit answer, in their order; mostly nobody does, so nothing is kept. */
final class HeldMessages {
  private volatile @Nullable Queue<Consumer<Admission>> waiting;

  void add(Consumer<Admission> decided) {
    add(decided, Integer.MAX_VALUE);
  }

  /** False if so many wait already. */
  synchronized boolean add(Consumer<Admission> decided, int most) {
    Queue<Consumer<Admission>> queue = waiting;
    if (queue == null) {
      queue = new ArrayDeque<>(1);
    }
    boolean isRoom = queue.size() < most;
    if (isRoom) {
      queue.add(decided);
      waiting = queue;
    }
    return isRoom;
  }

  boolean isEmpty() {
    return waiting == null;
  }

  /** The one who waits longest. */
  synchronized Consumer<Admission> remove() {
    Queue<Consumer<Admission>> queue = waiting;
    if (queue == null) {
      throw new IllegalStateException("nobody waits");
    }
    Consumer<Admission> first = queue.remove();
    waiting = queue.isEmpty() ? null : queue;
    return first;
  }
}
