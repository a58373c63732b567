package io.tollgate.msrp.session;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds copies back until the answers to what they carry have left: a sender has its 200 before a
 * receiver has the message (F3). It is open when every other loop that had to write answers has
 * done so; nothing waits for a peer to take them.
 */
final class Gate {
  private final Loop loop;
  private final List<Output> waiting = new ArrayList<>();
  private @Nullable EventLoop only;
  private boolean several;
  private int awaited;

  Gate(Loop loop) {
    this.loop = loop;
  }

  /** Answers are written on another loop, which then calls {@link #passed}. */
  void await(EventLoop elsewhere) {
    several |= only != null && only != elsewhere;
    only = elsewhere;
    awaited++;
  }

  /** Called on the other loop. */
  void passed() {
    loop.executor.execute(this::one);
  }

  private void one() {
    awaited--;
    if (isOpen()) {
      waiting.forEach(Output::writeHeld);
      loop.flushSoon();
    }
  }

  boolean isOpen() {
    return awaited == 0;
  }

  /** Whether what is written on that loop must wait: not behind answers of the same loop. */
  boolean holds(EventLoop target) {
    return !isOpen() && (several || only != target);
  }

  void add(Output output) {
    waiting.add(output);
  }
}
