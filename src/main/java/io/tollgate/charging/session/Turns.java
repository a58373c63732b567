package io.tollgate.charging.session;

import io.tollgate.charging.Owner;
import io.tollgate.log.Brief;
import io.tollgate.log.LogContext;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task of a session after the other, each to its end: a port or a service that answers at
 * once, inside a call, waits for its turn instead of meeting a session that is in mid-step.
 */
public final class Turns implements Owner {

  private static final Logger LOG = LogManager.getLogger(Turns.class);

  private final Owner owner;
  private LogContext.@Nullable Session lines;
  private @Nullable Deque<Runnable> waiting;
  private boolean busy;

  public Turns(Owner owner) {
    this.owner = owner;
  }

  /** What the log's lines of this session's work carry. */
  public void logAs(LogContext.Session session) {
    lines = session;
  }

  @Override
  public void execute(Runnable task) {
    owner.execute(() -> here(task));
  }

  @Override
  public void later(Runnable task) {
    owner.later(() -> here(task));
  }

  @Override
  public void here(Runnable task) {
    if (busy) {
      Deque<Runnable> queue = waiting == null ? new ArrayDeque<>(2) : waiting;
      waiting = queue;
      queue.add(task);
      return;
    }
    busy = true;
    LogContext.Session session = lines;
    LogContext.Session former = session == null ? null : LogContext.enter(session);
    try {
      for (Runnable next = task; next != null; next = waiting == null ? null : waiting.poll()) {
        guarded(next);
      }
    } finally {
      busy = false;
      if (session != null) {
        LogContext.leave(former);
      }
      // Sessions are many, and mostly nothing waits.
      waiting = null;
    }
  }

  @Override
  public void failed(RuntimeException why) {
    owner.failed(why);
  }

  /** One failed step ends the session, and must not take the answers behind it away. */
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A step of a charged session failed, which ends it: {}", Brief.of(e));
      owner.failed(e);
    }
  }
}
