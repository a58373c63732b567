package io.tollgate.sip.deferred;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.Timers;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.Debit;
import io.tollgate.content.Contents;
import io.tollgate.deferred.DeferredMessage;
import io.tollgate.deferred.DeferredMessages;
import io.tollgate.sip.leg.Outbound;
import io.tollgate.sip.leg.Sending;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Gives kept messages to their recipient when a registration tells of a device (third-party
 * REGISTER, TS 24.229 5.4.1.7), and settles those that expired.
 */
public final class DeferredDelivery {
  private static final Logger LOG = LogManager.getLogger(DeferredDelivery.class);

  private final DeferredMessages messages;
  private final ChargingEnablerUser charging;
  private final TermsText terms;
  private final SipFactory factory;
  private final Outbound outbound;
  private final Function<SipApplicationSession, Owner> owners;
  private final Owner sweeper;
  private final Timers timers;
  private final Clock clock;

  /** A second registration must not send the same message again. */
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param sweeper owns the charging of expired messages, which have no SIP session
   */
  public DeferredDelivery(
      DeferredMessages messages,
      ChargingEnablerUser charging,
      TermsText terms,
      SipFactory factory,
      Outbound outbound,
      Function<SipApplicationSession, Owner> owners,
      Owner sweeper,
      Timers timers,
      Clock clock) {
    this.messages = messages;
    this.charging = charging;
    this.terms = terms;
    this.factory = factory;
    this.outbound = outbound;
    this.owners = owners;
    this.sweeper = sweeper;
    this.timers = timers;
    this.clock = clock;
  }

  Timers timers() {
    return timers;
  }

  /** Answers a registration and sends what waits for the user, unless it ends there. */
  public void registered(SipServletRequest register) {
    SipServletResponse ok = register.createResponse(SipServletResponse.SC_OK);
    ok.setHeader("Expires", Integer.toString(Math.max(0, register.getExpires())));
    Sending.send(ok);
    String recipient = DeferredDesk.addressOfRecord(register.getTo().getURI());
    boolean leaving = register.getExpires() == 0;
    Sending.letGo(register.getApplicationSession());
    if (!leaving) {
      messages.waitingFor(recipient, waiting -> waiting.forEach(this::deliver));
    }
  }

  private void deliver(DeferredMessage message) {
    if (!underWay.add(message.id())) {
      return;
    }
    SipApplicationSession session = factory.createApplicationSession();
    session.setInvalidateWhenReady(false);
    SessionTerms sessionTerms = terms.read().apply(message.terms());
    Owner owner = owners.apply(session);
    owner.execute(
        () -> {
          Retrieval retrieval = new Retrieval(this, message, sessionTerms, session);
          retrieval.walk(
              isFree(message)
                  ? charging.openFree(sessionTerms, owner, retrieval)
                  : charging.open(sessionTerms, owner, retrieval),
              owner);
        });
  }

  /** As when it was sent: a notification that was kept is still none of a message. */
  private static boolean isFree(DeferredMessage message) {
    return message.debit().isEmpty()
        && !message.headers().containsKey("Subject")
        && Contents.of(message.contentType(), message.body().bytes()).isFree();
  }

  Outbound outbound() {
    return outbound;
  }

  Instant now() {
    return clock.instant();
  }

  /** The recipient has it, and it is charged. */
  void delivered(DeferredMessage message) {
    messages.done(message);
    underWay.remove(message.id());
  }

  /** It waits on. */
  void notDelivered(DeferredMessage message, String why) {
    LOG.info("deferred message {} waits on: {}", message.id(), why);
    messages.waitsOn(message);
    underWay.remove(message.id());
  }

  /**
   * Gives up what expired; a debit made at submission is refunded. What a server that died had in
   * hand is delivered.
   */
  public void sweep() {
    messages.sweep(this::expired);
    messages.handedOn(handed -> handed.forEach(this::deliver));
  }

  private void expired(DeferredMessage message) {
    LOG.info("deferred message {} expired undelivered", message.id());
    if (!message.debit().isEmpty()) {
      giveBack(message);
    }
  }

  private void giveBack(DeferredMessage message) {
    SessionTerms kept = terms.read().apply(message.terms());
    // Kept by a version that did not say what was debited.
    SessionTerms sessionTerms = kept.debit() == null ? kept.withDebit(new Debit(true, null)) : kept;
    Instant now = clock.instant();
    charging
        .open(sessionTerms, sweeper, why -> {})
        .walk(
            Procedure.DEFERRED_EXPIRY,
            new Signalling() {
              @Override
              public ChargingEvent event() {
                return DeferredEvents.of(
                    message, ApplicationServiceType.SENDING, message.stored(), now, 408);
              }

              @Override
              public void refused(Refusal refusal) {
                LOG.warn("refund of expired message {}: {}", message.id(), refusal.reason());
              }
            });
  }
}
