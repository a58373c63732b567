package io.tollgate.sip.participating;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.AdviceOfCharge;
import io.tollgate.charging.record.CauseCode;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.deferred.DeferredMessages.Acceptance;
import io.tollgate.sip.deferred.DeferredDesk;
import io.tollgate.sip.leg.Advice;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.Exchange;
import io.tollgate.sip.leg.NoRouteException;
import io.tollgate.sip.leg.Sending;
import io.tollgate.sip.trust.ChargingVector;
import java.time.Instant;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * N4: one MESSAGE outside of a session (RFC 3428), passed on and charged as an event, if it is a
 * message and no notification.
 */
final class PageMessage implements Signalling, ServiceControl {
  private final ParticipatingContext context;
  private final SipServletRequest request;
  private final ChargingVector vector;
  private final SessionTerms terms;
  private final SipApplicationSession applicationSession;
  private final Owner owner;
  private final SessionFacts facts;
  private final ChargedSession charged;
  private final Instant arrived;
  private final boolean free;
  private final Advice advice;
  private @Nullable Walk awaiting;
  private @Nullable SipServletResponse accepted;
  private boolean broken;

  PageMessage(
      ParticipatingContext context,
      SipServletRequest request,
      ChargingVector vector,
      SessionTerms terms) {
    this.context = context;
    this.request = request;
    this.vector = vector;
    this.terms = terms;
    applicationSession = request.getApplicationSession();
    applicationSession.setInvalidateWhenReady(false);
    advice = new Advice(context.legs().advice());
    facts = new SessionFacts(context.legs(), terms);
    arrived = facts.now();
    owner = context.owners().apply(applicationSession);
    free = context.contents().isFree(request, terms.parties().chargedParty());
    ChargingEnablerUser charging = context.charging();
    charged = free ? charging.openFree(terms, owner, this) : charging.open(terms, owner, this);
  }

  void begin() {
    owner.onFailure(this::failed);
    owner.here(() -> charged.walk(Procedure.PAGE_MESSAGE, this));
  }

  @Override
  public ChargingEvent event() {
    SipServletResponse ok = accepted;
    ChargingEvent event =
        facts
            .first("MESSAGE", arrived, ok == null ? null : facts.now())
            .withMessage(SessionFacts.bodies(request), 1, 0);
    return ok == null ? event : event.withCause(CauseCode.of(ok.getStatus()), null);
  }

  @Override
  public void forward(Walk walk) {
    Refusal unreachable = new Refusal(480, "the next hop cannot be reached", null);
    try {
      SipServletRequest outgoing = context.outbound().continuing(request, vector);
      facts.outgoingCallId(outgoing.getCallId());
      context.recent().sent(outgoing, request);
      if (Exchange.start(
          outgoing,
          context.legs().timers(),
          owner,
          response -> owner.here(() -> onResponse(response)),
          this::unanswered)) {
        walk.next();
        return;
      }
    } catch (ServletParseException e) {
      unreachable = NoRouteException.refusal(e);
    }
    walk.abandon();
    fail(Responses.refusal(request, unreachable));
  }

  private void unanswered() {
    notDelivered(
        Responses.refusal(
            request,
            new Refusal(
                SipServletResponse.SC_REQUEST_TIMEOUT, "no answer that can be used", null)));
  }

  /** The recipient is away, or does not want it; whoever says so. */
  private void notDelivered(SipServletResponse refusal) {
    Walk walk = awaiting;
    awaiting = null;
    if (walk != null) {
      walk.abandon();
    }
    DeferredDesk desk = context.deferral();
    if (desk != null && desk.takes(refusal.getStatus())) {
      defer(desk, refusal);
    } else {
      fail(refusal);
    }
  }

  private void onResponse(SipServletResponse response) {
    if (response.getStatus() < 200) {
      return;
    }
    if (response.getStatus() < 300) {
      accepted = response;
      facts.accepted(response);
      Walk walk = awaiting;
      awaiting = null;
      if (walk != null) {
        walk.next();
      }
    } else {
      SipServletResponse refusal = Responses.relayed(request, response, context.legs().headers());
      Bodies.copy(response, refusal);
      notDelivered(refusal);
    }
  }

  @Override
  public void awaitFirstAcceptance(Walk walk) {
    if (accepted != null) {
      walk.next();
    } else {
      awaiting = walk;
    }
  }

  @Override
  public void answerOriginator(Walk walk) {
    SipServletResponse came = accepted;
    SipServletResponse ok =
        came == null
            ? request.createResponse(SipServletResponse.SC_ACCEPTED)
            : Responses.relayed(request, came, context.legs().headers());
    if (came != null) {
      Bodies.copy(came, ok);
    }
    if (isAskedByPayer()) {
      Advice.mark(ok, advice.forAnswer());
    }
    Sending.send(ok);
    walk.next();
  }

  @Override
  public void completed() {
    close();
  }

  @Override
  public void refused(Refusal refusal) {
    fail(Responses.refusal(request, refusal), Procedure.PAGE_MESSAGE_DENIED);
  }

  /** N7: kept until the recipient is back; without room for it, the answer is what it was. */
  private void defer(DeferredDesk desk, SipServletResponse refusal) {
    desk.keep(
        request,
        terms.withDebit(charged.debit()),
        free,
        arrived,
        (acceptance, event) ->
            owner.execute(
                () -> {
                  if (acceptance == Acceptance.STORED) {
                    charged.walk(
                        Procedure.DEFERRED_SUBMISSION,
                        new Submission(event, !free && desk.relievesSender()));
                  } else {
                    fail(refusal);
                  }
                }));
  }

  private final class Submission implements Signalling {
    private final ChargingEvent event;
    private boolean owed;

    /**
     * @param owed what the sender was debited is given back
     */
    Submission(ChargingEvent event, boolean owed) {
      this.event = event;
      this.owed = owed;
    }

    @Override
    public ChargingEvent event() {
      return event;
    }

    @Override
    public void answerOriginator(Walk walk) {
      Sending.send(request.createResponse(SipServletResponse.SC_ACCEPTED));
      walk.next();
    }

    @Override
    public void completed() {
      if (owed) {
        owed = false;
        charged.walk(Procedure.DEFERRED_EXPIRY, this);
      } else {
        close();
      }
    }

    @Override
    public void refused(Refusal refusal) {
      PageMessage.this.refused(refusal);
    }
  }

  private void fail(SipServletResponse refusal) {
    fail(refusal, Procedure.PAGE_MESSAGE_FAILED);
  }

  private void fail(SipServletResponse refusal, Procedure procedure) {
    int status = refusal.getStatus();
    Sending.send(refusal);
    Instant at = facts.now();
    charged.walk(
        procedure,
        new Signalling() {
          @Override
          public ChargingEvent event() {
            return facts
                .first("MESSAGE", arrived, at)
                .withMessage(SessionFacts.bodies(request), 1, 0)
                .withCause(CauseCode.of(status), null);
          }

          @Override
          public void completed() {
            close();
          }

          @Override
          public void refused(Refusal why) {
            close();
          }
        });
  }

  /** A step threw: the message is refused, and what it was debited given back. */
  private void failed(RuntimeException why) {
    if (broken || request.isCommitted()) {
      close();
      return;
    }
    broken = true;
    fail(Responses.refusal(request, new Refusal(500, "internal error", null)));
  }

  private void close() {
    Sending.letGo(applicationSession);
  }

  @Override
  public void advise(AdviceOfCharge said) {
    advice.heard(said);
  }

  @Override
  public boolean isAskedByPayer() {
    return terms.nodeRole() == NodeRole.ORIGINATING;
  }

  @Override
  public void endSession(Refusal why) {
    // A message is over as soon as it is answered.
  }
}
