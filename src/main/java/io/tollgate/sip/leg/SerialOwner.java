package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.log.Brief;
import io.tollgate.sip.container.SessionWork;
import io.tollgate.sip.container.SipContainer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import javax.servlet.sip.SipApplicationSession;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The owner of one application session: its lock, and one queue in front of it, so that what is
 * handed over runs one after the other, in the order it came, and what a task causes comes after
 * the task and not in the midst of it. When the container has let go of the session, the tasks
 * still run, on the executor that stands in for it: charging must be closed all the same.
 */
public final class SerialOwner implements Owner, SessionWork {
  private static final Logger LOG = LogManager.getLogger(SerialOwner.class);

  private final SipContainer container;
  private final String applicationSessionId;
  private final StandIn standIn;
  private final Queue<Runnable> tasks = new ArrayDeque<>(1);
  private boolean busy;
  private @Nullable Thread runner;
  private volatile @Nullable Consumer<RuntimeException> end;

  public SerialOwner(SipContainer container, SipApplicationSession session, StandIn standIn) {
    this.container = container;
    this.applicationSessionId = session.getId();
    this.standIn = standIn;
  }

  /** From any thread. */
  @Override
  public void execute(Runnable task) {
    if (!add(task)) {
      handOver();
    }
  }

  @Override
  public void later(Runnable task) {
    if (!add(task)) {
      standIn.remind(this::handOver);
    }
  }

  /** Whether somebody is about to look into the queue. */
  private boolean add(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
      return busy;
    }
  }

  private void handOver() {
    synchronized (tasks) {
      if (busy || tasks.isEmpty()) {
        return;
      }
      busy = true;
    }
    container.asOwner(applicationSessionId, this);
  }

  @Override
  public void onFailure(Consumer<RuntimeException> wanted) {
    end = wanted;
  }

  @Override
  public void failed(RuntimeException why) {
    Consumer<RuntimeException> known = end;
    if (known == null) {
      return;
    }
    try {
      known.accept(why);
    } catch (RuntimeException e) {
      LOG.error("application session {} is not ended: {}", applicationSessionId, Brief.of(e));
    }
  }

  /** What the task throws, its caller gets, unless it is known how to end. */
  @Override
  public void here(Runnable task) {
    synchronized (tasks) {
      if (runner != null) {
        tasks.add(task);
        return;
      }
      // A hand-over that is on its way finds the queue empty then, which is harmless.
      runner = Thread.currentThread();
      busy = true;
    }
    try {
      for (Runnable earlier = poll(); earlier != null; earlier = poll()) {
        guarded(earlier);
      }
      if (end == null) {
        task.run();
      } else {
        guarded(task);
      }
    } finally {
      drainOn();
    }
  }

  @Override
  public void run(SipApplicationSession session) {
    drain();
  }

  @Override
  public void gone() {
    standIn.execute(this::drain);
  }

  private void drain() {
    synchronized (tasks) {
      if (runner != null) {
        return;
      }
      runner = Thread.currentThread();
    }
    drainOn();
  }

  private void drainOn() {
    for (Runnable task = next(); task != null; task = next()) {
      guarded(task);
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a task of application session {} failed: {}", applicationSessionId, Brief.of(e));
      failed(e);
    }
  }

  private @Nullable Runnable poll() {
    synchronized (tasks) {
      return tasks.poll();
    }
  }

  /** The runner leaves when nothing is left. */
  private @Nullable Runnable next() {
    synchronized (tasks) {
      Runnable task = tasks.poll();
      if (task == null) {
        runner = null;
        busy = false;
      }
      return task;
    }
  }
}
