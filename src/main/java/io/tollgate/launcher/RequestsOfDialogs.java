package io.tollgate.launcher;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.message.SipServletMessageImpl;
import org.mobicents.servlet.sip.message.TransactionApplicationData;

/**
 * Lets go of the INVITEs of dialogs. Since the stack waits for late answers of forks, the container
 * keeps both INVITEs of a call, for these answers' sake, as long as the call lasts, and what it
 * sent, with the session and all of its messages, half a minute longer: of a call that is over,
 * more than all else. A call that is over needs none of it ({@link LateAcceptances} knows its late
 * answers by their branch), and one that is up only as long as a fork may answer.
 */
final class RequestsOfDialogs implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(RequestsOfDialogs.class);

  /** Longer than MAX_FORK_TIME_SECONDS. */
  private static final long LATE_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(40);

  private static final ThreadFactory DAEMON =
      task -> {
        Thread thread = new Thread(task, "tollgate-requests-of-dialogs");
        thread.setDaemon(true);
        return thread;
      };

  private final ScheduledThreadPoolExecutor sweeper = new ScheduledThreadPoolExecutor(1, DAEMON);

  /** As many as INVITEs ended within {@link #LATE_ANSWERS_NANOS}. */
  private final Queue<Kept> kept = new ConcurrentLinkedQueue<>();

  RequestsOfDialogs() {
    sweeper.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
  }

  /** A transaction ended. */
  void over(@Nullable Object applicationData) {
    if (!(applicationData instanceof TransactionApplicationData data)) {
      return;
    }
    // Asked once: other threads let go of it too.
    SipServletMessageImpl message = data.getSipServletMessage();
    if (message != null && message.getMethod().equals("INVITE")) {
      MobicentsSipSession session = message.getSipSession();
      kept.add(
          new Kept(
              data,
              session == null ? null : session.getSipApplicationSession(),
              System.nanoTime() + LATE_ANSWERS_NANOS));
    }
  }

  private void sweep() {
    try {
      long now = System.nanoTime();
      kept.removeIf(invite -> invite.letGo(now));
    } catch (RuntimeException e) {
      LOG.warn("INVITEs of dialogs are not let go of", e);
    }
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }

  private record Kept(
      TransactionApplicationData data,
      @Nullable MobicentsSipApplicationSession session,
      long untilNanos) {

    boolean letGo(long now) {
      boolean over = untilNanos - now < 0 || (session != null && !session.isValidInternal());
      if (over) {
        data.cleanUpMessage();
      }
      return over;
    }
  }
}
