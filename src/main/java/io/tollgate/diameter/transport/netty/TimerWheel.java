package io.tollgate.diameter.transport.netty;

import org.jspecify.annotations.Nullable;

/**
 * One wheel for every timer of the transport: request bounds, watchdogs, reconnects. Entries are
 * links of their own list, so that starting and stopping a timer allocates nothing. Belongs to the
 * event loop.
 */
final class TimerWheel {
  /** Something that is due one day; at most one day at a time. */
  abstract static class Entry {
    private @Nullable Entry previous;
    private @Nullable Entry next;
    private long dueTick;

    /** The time has come; the entry is out of the wheel and may be started again. */
    abstract void expired();
  }

  private static final class Head extends Entry {
    @Override
    void expired() {
      throw new IllegalStateException("the head of a slot is no timer");
    }
  }

  private final long tickNanos;
  private final long startNanos;
  private final Entry[] slots;
  private long currentTick;

  /**
   * @param slotCount a power of two
   */
  TimerWheel(long tickNanos, int slotCount, long nowNanos) {
    this.tickNanos = tickNanos;
    this.startNanos = nowNanos;
    this.slots = new Entry[slotCount];
    for (int i = 0; i < slotCount; i++) {
      Head head = new Head();
      link(head, head, head);
      slots[i] = head;
    }
  }

  /** Starts the timer, or moves it when it is running. It is never early, and late by a tick. */
  void start(Entry entry, long delayNanos, long nowNanos) {
    stop(entry);
    long due = (nowNanos - startNanos + Math.max(0, delayNanos)) / tickNanos + 1;
    entry.dueTick = Math.max(due, currentTick + 1);
    Entry head = slots[(int) entry.dueTick & (slots.length - 1)];
    Entry last = head.previous;
    if (last != null) {
      link(last, entry, head);
    }
  }

  void stop(Entry entry) {
    Entry previous = entry.previous;
    Entry next = entry.next;
    if (previous != null && next != null) {
      previous.next = next;
      next.previous = previous;
      entry.previous = null;
      entry.next = null;
    }
  }

  boolean isRunning(Entry entry) {
    return entry.next != null;
  }

  /** Fires what is due. */
  void advance(long nowNanos) {
    long target = (nowNanos - startNanos) / tickNanos;
    while (currentTick < target) {
      currentTick++;
      fire(slots[(int) currentTick & (slots.length - 1)]);
    }
  }

  private void fire(Entry head) {
    Entry entry = head.next;
    while (entry != null && entry != head) {
      if (entry.dueTick <= currentTick) {
        stop(entry);
        entry.expired();
        // Anything may have been stopped meanwhile: the list is read from the start again.
        entry = head.next;
      } else {
        entry = entry.next;
      }
    }
  }

  private static void link(Entry before, Entry entry, Entry after) {
    entry.previous = before;
    entry.next = after;
    before.next = entry;
    after.previous = entry;
  }
}
