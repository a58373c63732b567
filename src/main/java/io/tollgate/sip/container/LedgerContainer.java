package io.tollgate.sip.container;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.servlet.ServletContext;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipURI;

/** What the implementations share: the ledger, the delay, and where the container listens. */
final class LedgerContainer implements SipContainer {
  private final LiveSessions sessions;
  private final HandOver handOver;
  private final ScheduledExecutorService clockwork;
  private final ServletContext context;

  LedgerContainer(
      LiveSessions sessions,
      HandOver handOver,
      ScheduledExecutorService clockwork,
      ServletContext context) {
    this.sessions = sessions;
    this.handOver = handOver;
    this.clockwork = clockwork;
    this.context = context;
  }

  @Override
  public void asOwner(String applicationSessionId, SessionWork work) {
    LiveSession session = sessions.find(applicationSessionId);
    if (session == null) {
      work.gone();
      return;
    }
    deliver(session, session.accept(work));
  }

  @Override
  public Scheduled asOwnerAfter(String applicationSessionId, Duration delay, SessionWork work) {
    LiveSession session = sessions.find(applicationSessionId);
    if (session == null) {
      work.gone();
      return () -> {};
    }
    PendingWork pending = session.accept(work);
    ScheduledFuture<?> due =
        clockwork.schedule(() -> deliver(session, pending), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> {
      due.cancel(false);
      pending.settle();
    };
  }

  private void deliver(LiveSession session, PendingWork pending) {
    try {
      handOver.deliver(session.session(), pending);
    } catch (RuntimeException refused) {
      // The session ended between the look-up and the hand-over, or the container is stopping.
      pending.gone();
    }
  }

  @Override
  @SuppressWarnings("unchecked") // JSR 289 4.1.2 gives the element type
  public List<SipURI> listeningPoints() {
    Object interfaces = context.getAttribute(SipServlet.OUTBOUND_INTERFACES);
    return interfaces == null ? List.of() : List.copyOf((List<SipURI>) interfaces);
  }

  @Override
  public int liveSessions() {
    return sessions.count();
  }

  @Override
  public int pendingWork() {
    return sessions.pending();
  }
}
