package io.tollgate.msrp.session;

import io.netty.channel.EventLoop;
import io.tollgate.msrp.codec.TransactionIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What belongs to one event loop: everything of a session happens on the loop it was given, so that
 * nothing in here is locked.
 */
final class Loop {
  private static final Logger LOG = LogManager.getLogger(Loop.class);

  final EventLoop executor;
  final LongSupplier nanos;
  final TransactionIds ids = new TransactionIds();
  private final Set<Ticking> ticking = new HashSet<>();
  private List<Output> dirty = new ArrayList<>();
  private List<Output> flushing = new ArrayList<>();
  private boolean flushComing;

  /**
   * Octets of copies that are written and not yet with their connections, nor in their accounts.
   */
  long unflushed;

  /** What the owners of sessions said, oldest first. */
  private final Queue<Runnable> said = new ConcurrentLinkedQueue<>();

  /** Looked at from time to time, for whatever has a time limit. */
  interface Ticking {
    void tick(long now);
  }

  Loop(EventLoop executor, LongSupplier nanos, long tickNanos) {
    this.executor = executor;
    this.nanos = nanos;
    executor.scheduleWithFixedDelay(this::tick, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
  }

  long now() {
    return nanos.getAsLong();
  }

  /** Runs on this loop, now if the caller is on it. */
  void run(Runnable task) {
    if (executor.inEventLoop()) {
      task.run();
      flushSoon();
    } else {
      later(task);
    }
  }

  /** Runs on this loop, but never within what is going on there now. */
  void later(Runnable task) {
    executor.execute(
        () -> {
          task.run();
          flushSoon();
        });
  }

  /**
   * Runs on this loop before any octets that are looked at from now on. A loop reads its sockets
   * before it runs its tasks: as a task, a participant's joining could come after the message that
   * somebody sent because of joining.
   */
  void runBeforeReads(Runnable task) {
    said.add(task);
    run(this::hear);
  }

  /** To be called on this loop before octets are looked at. */
  void hear() {
    for (Runnable next = said.poll(); next != null; next = said.poll()) {
      next.run();
    }
  }

  void add(Ticking one) {
    ticking.add(one);
  }

  void remove(Ticking one) {
    ticking.remove(one);
  }

  void dirty(Output output) {
    dirty.add(output);
  }

  /**
   * Sends what was written: once for all frames that came in one read, and every answer before any
   * copy (F3, N6).
   */
  void flush() {
    while (!dirty.isEmpty()) {
      List<Output> now = dirty;
      dirty = flushing;
      flushing = now;
      Gate gate = null;
      for (Output output : now) {
        gate = output.writeAnswers(gate);
      }
      for (Output output : now) {
        output.writeFrames(gate);
      }
      unflushed = 0;
      now.clear();
    }
  }

  /** Sends when the tasks that wait already have run. */
  void flushSoon() {
    if (!flushComing && !dirty.isEmpty()) {
      flushComing = true;
      executor.execute(
          () -> {
            flushComing = false;
            flush();
          });
    }
  }

  private void tick() {
    long now = now();
    for (Ticking one : List.copyOf(ticking)) {
      try {
        one.tick(now);
      } catch (RuntimeException e) {
        LOG.error("a session's timers failed; the others go on", e);
      }
    }
    flush();
  }
}
