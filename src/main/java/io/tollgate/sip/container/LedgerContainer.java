package io.tollgate.sip.container;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.servlet.ServletContext;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import org.jspecify.annotations.Nullable;

/** What the implementations share: the ledger, the delay, and where the container listens. */
final class LedgerContainer implements SipContainer {
  /** The launcher's {@code Function<Object, String>}: the stack's message to a standing's label. */
  private static final String STANDING = "io.tollgate.sip.standing";

  /** The launcher's {@code BiConsumer<String, Integer>}: a session, and octets that came in it. */
  private static final String ACCOUNT = "io.tollgate.sip.account";

  private final LiveSessions sessions;
  private final HandOver handOver;
  private final ScheduledExecutorService clockwork;
  private final ServletContext context;
  private final BiFunction<SipServletMessage, String, @Nullable String> hidden;
  private final Function<SipServletMessage, Origin> origins;
  private final Predicate<SipServletRequest> proceeding;

  /**
   * @param hidden finds a header that the container's parser does not take
   * @param origins where messages came from
   * @param proceeding what the container keeps from applications of the answers to an INVITE
   */
  LedgerContainer(
      LiveSessions sessions,
      HandOver handOver,
      ScheduledExecutorService clockwork,
      ServletContext context,
      BiFunction<SipServletMessage, String, @Nullable String> hidden,
      Function<SipServletMessage, Origin> origins,
      Predicate<SipServletRequest> proceeding) {
    this.origins = origins;
    this.proceeding = proceeding;
    this.sessions = sessions;
    this.handOver = handOver;
    this.clockwork = clockwork;
    this.context = context;
    this.hidden = hidden;
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
  public @Nullable String hiddenHeader(SipServletMessage message, String name) {
    return hidden.apply(message, name);
  }

  @Override
  public boolean isProceeding(SipServletRequest invite) {
    return proceeding.test(invite) || SipContainer.super.isProceeding(invite);
  }

  @Override
  @SuppressWarnings("unchecked") // of the launcher's making
  public Origin origin(SipServletMessage message) {
    Origin origin = origins.apply(message);
    if (context.getAttribute(STANDING) instanceof Function<?, ?> standing) {
      Object label = ((Function<Object, ?>) standing).apply(RestcommOrigins.stackMessage(message));
      return new Origin(label instanceof String known ? known : null, origin.source());
    }
    return origin;
  }

  @Override
  @SuppressWarnings("unchecked") // of the launcher's making
  public void account(SipServletMessage message) {
    if (context.getAttribute(ACCOUNT) instanceof BiConsumer<?, ?> account) {
      String session = message.getApplicationSession().getId();
      int end = session.indexOf(';');
      ((BiConsumer<String, Integer>) account)
          .accept(end < 0 ? session : session.substring(0, end), RestcommOrigins.octets(message));
    }
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
