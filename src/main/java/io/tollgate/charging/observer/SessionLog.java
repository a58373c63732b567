package io.tollgate.charging.observer;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.log.Brief;
import io.tollgate.log.LogContext;
import io.tollgate.log.Masked;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A line for each session's begin and end, and for each decision of charging that went against its
 * user; one-time messages have their lines at DEBUG. Call-ID, ICID and Session-Ids are in the
 * line's context, as on every line of a session's work. {@code bin/tollgate log
 * io.tollgate.charging.observer.SessionLog warn} turns them off.
 */
public final class SessionLog implements ChargingObserver {
  private static final Logger LOG = LogManager.getLogger(SessionLog.class);

  /** Sessions that are opened while the level leaves their lines out cost nothing. */
  @Override
  public @Nullable SessionWatch opened(ObservedSession session) {
    return LOG.isInfoEnabled() ? new Lines(session) : null;
  }

  /** Under the ids of its session, whatever brought the news. */
  private record Lines(ObservedSession session) implements SessionWatch {

    private void tell(Level level, String text, @Nullable Object... values) {
      LogContext.Session former = LogContext.enter(session);
      try {
        LOG.log(level, text, values);
      } finally {
        LogContext.leave(former);
      }
    }

    @Override
    public void completed(Procedure procedure, ChargingEvent event) {
      switch (procedure) {
        case INITIATE_ONE_TO_ONE, INITIATE_GROUP, LARGE_MESSAGE, FILE_TRANSFER ->
            tell(Level.INFO, "session begins: {}", who());
        case END -> ended("ended by its parties", event);
        case RELEASE -> ended("ended by the server", event);
        case NODE_FAILURE -> ended("failed by the server", event);
        case INITIATION_FAILED -> ended("not set up", event);
        case PAGE_MESSAGE,
            PAGE_MESSAGE_TO_MANY,
            PAGE_MESSAGE_FAILED,
            PAGE_MESSAGE_DENIED,
            DEFERRED_SUBMISSION,
            DEFERRED_RETRIEVAL,
            DEFERRED_RETRIEVAL_CHARGED,
            DEFERRED_EXPIRY ->
            tell(Level.DEBUG, "{}: {}, {}", Words.lower(procedure), who(), cause(event));
        case JOIN,
            DIAL_IN_JOIN,
            LEAVE,
            MODIFY,
            REFRESH,
            MODIFICATION_CORRECTED,
            MESSAGE,
            SUBSCRIPTION,
            REFER -> {}
      }
    }

    private void ended(String how, ChargingEvent event) {
      MessageCounters counted = session.counters();
      tell(
          Level.INFO,
          "session {}: {}, {} s, {} messages, {} octets in, {} out, {}",
          how,
          who(),
          session.seconds(),
          counted.sent(),
          counted.octetsIn(),
          counted.octetsOut(),
          cause(event));
    }

    private static String cause(ChargingEvent event) {
      return event.causeCode() == null ? "no cause" : "cause " + event.causeCode();
    }

    private String who() {
      SessionTerms terms = session.terms();
      return Words.lower(terms.kind())
          + " ("
          + terms.profile()
          + ") of "
          + Masked.of(terms.parties().calling().get(0))
          + " to "
          + Masked.of(terms.parties().called())
          + ", paid by "
          + Masked.of(terms.parties().chargedParty());
    }

    @Override
    public void refused(Procedure procedure, Refusal refusal) {
      tell(
          Level.INFO,
          "charging refuses {}, status {}: {}; {}",
          Words.lower(procedure),
          refusal.status(),
          Brief.of(refusal.reason()),
          who());
    }

    @Override
    public void endedByCharging(Refusal why) {
      tell(Level.INFO, "charging ends the session: {}; {}", Brief.of(why.reason()), who());
    }

    @Override
    public void requested(CreditRequest request, CreditOutcome outcome) {
      if (outcome instanceof CreditOutcome.Answered answered
          && answered.answer().advice() != null) {
        tell(Level.INFO, "advice of charge: {}; {}", answered.answer().advice(), who());
      }
    }

    @Override
    public void goesOnUncharged(@Nullable Long ratingGroup, String why) {
      tell(Level.INFO, "the service goes on uncharged: {}; {}", why, who());
    }
  }
}
