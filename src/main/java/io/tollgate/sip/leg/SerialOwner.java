package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.sip.container.SessionWork;
import io.tollgate.sip.container.SipContainer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import javax.servlet.sip.SipApplicationSession;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The owner of one application session: what is handed over runs one after the other, in the order
 * it came, with the session's lock held. When the container has let go of the session, the tasks
 * still run, on the executor that stands in for it: charging must be closed all the same.
 */
public final class SerialOwner implements Owner, SessionWork {
  private static final Logger LOG = LogManager.getLogger(SerialOwner.class);

  private final SipContainer container;
  private final String applicationSessionId;
  private final Executor standIn;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean scheduled;

  public SerialOwner(SipContainer container, SipApplicationSession session, Executor standIn) {
    this.container = container;
    this.applicationSessionId = session.getId();
    this.standIn = standIn;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (tasks) {
      tasks.add(task);
      if (scheduled) {
        return;
      }
      scheduled = true;
    }
    container.asOwner(applicationSessionId, this);
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
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a task of application session {} failed", applicationSessionId, e);
      }
    }
  }

  private @org.jspecify.annotations.Nullable Runnable next() {
    synchronized (tasks) {
      Runnable task = tasks.poll();
      if (task == null) {
        scheduled = false;
      }
      return task;
    }
  }
}
