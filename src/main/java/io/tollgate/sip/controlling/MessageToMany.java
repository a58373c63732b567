package io.tollgate.sip.controlling;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Roster;
import io.tollgate.conference.Release;
import io.tollgate.sip.leg.Exchange;
import io.tollgate.sip.leg.Sending;
import java.time.Instant;
import java.util.List;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * N4 at the controlling function: one MESSAGE, a copy to each recipient, one charge for them all,
 * given back if nobody got it.
 */
final class MessageToMany implements Signalling, ServiceControl {

  /** Cause-Code of a successful transaction (TS 32.299). */
  private static final int SUCCESSFUL = -1;

  private final FocusContext context;
  private final SipServletRequest request;
  private final SipApplicationSession session;
  private final MessageCopies copies;
  private final List<String> recipients;
  private final MessageBody body;
  private final Roster roster;
  private final Owner owner;
  private final ChargedSession charged;
  private final Instant arrived;
  private int awaited;
  private int delivered;
  private int failure = SipServletResponse.SC_TEMPORARILY_UNAVAILABLE;
  private @Nullable Instant answered;
  private @Nullable Walk awaiting;
  private boolean broken;

  MessageToMany(
      FocusContext context,
      boolean free,
      SipServletRequest request,
      SessionTerms terms,
      ListedMessage.Payload payload,
      MessageCopies copies,
      List<String> recipients) {
    this.context = context;
    this.request = request;
    this.copies = copies;
    this.recipients = List.copyOf(recipients);
    body = new MessageBody(payload.type(), payload.bytes().length, null, false);
    roster = new Roster(recipients.stream().map(Participant::new).toList());
    awaited = recipients.size();
    arrived = context.legs().clock().instant();
    session = request.getApplicationSession();
    session.setInvalidateWhenReady(false);
    owner = context.owners().apply(session);
    ChargingEnablerUser charging = context.charging();
    charged = free ? charging.openFree(terms, owner, this) : charging.open(terms, owner, this);
  }

  void begin() {
    owner.onFailure(this::failed);
    owner.here(() -> charged.walk(Procedure.PAGE_MESSAGE_TO_MANY, this));
  }

  /** A step threw: if no copy has arrived, what was debited is given back. */
  private void failed(RuntimeException why) {
    if (broken) {
      close();
      return;
    }
    broken = true;
    if (!request.isCommitted()) {
      Sending.send(Answers.refusal(request, Release.of(new Refusal(500, "internal error", null))));
    }
    if (delivered > 0) {
      close();
    } else {
      awaited = 0;
      failure = SipServletResponse.SC_SERVER_INTERNAL_ERROR;
      charged.walk(Procedure.PAGE_MESSAGE_FAILED, new Failure());
    }
  }

  /** As many units as copies; how many arrived is counted at the gate. */
  @Override
  public ChargingEvent event() {
    ChargingEvent event =
        ChargingEvent.of(
                "MESSAGE",
                ApplicationServiceType.SENDING,
                new EventTimes(arrived, answered),
                roster)
            .withMessage(List.of(body), recipients.size(), 0);
    if (awaited > 0) {
      return event;
    }
    return event.withCause(delivered > 0 ? SUCCESSFUL : failure, null);
  }

  /** RFC 5365 7: who gets it is not known yet. */
  @Override
  public void answerOriginator(Walk walk) {
    Sending.send(request.createResponse(SipServletResponse.SC_ACCEPTED));
    answered = context.legs().clock().instant();
    walk.next();
  }

  @Override
  public void forward(Walk walk) {
    for (String recipient : recipients) {
      if (!send(recipient)) {
        settled(SipServletResponse.SC_TEMPORARILY_UNAVAILABLE);
      }
    }
    walk.next();
  }

  private boolean send(String recipient) {
    try {
      return Exchange.start(
          copies.to(recipient),
          context.legs().timers(),
          owner,
          response -> owner.here(() -> onResponse(response)),
          () -> settled(SipServletResponse.SC_REQUEST_TIMEOUT));
    } catch (ServletParseException e) {
      return false;
    }
  }

  private void onResponse(SipServletResponse response) {
    if (response.getStatus() >= 200) {
      settled(response.getStatus());
    }
  }

  private void settled(int status) {
    awaited--;
    if (status < 300) {
      delivered++;
      charged.messages().count(Count.SUCCESSFULLY_EXPLODED, 1);
    } else {
      failure = status;
    }
    Walk walk = awaiting;
    if (walk != null && awaited == 0) {
      awaiting = null;
      decide(walk);
    }
  }

  @Override
  public void awaitFirstAcceptance(Walk walk) {
    if (awaited == 0) {
      decide(walk);
    } else {
      awaiting = walk;
    }
  }

  private void decide(Walk walk) {
    if (delivered > 0) {
      walk.next();
    } else {
      walk.abandon();
      charged.walk(Procedure.PAGE_MESSAGE_FAILED, new Failure());
    }
  }

  @Override
  public void completed() {
    close();
  }

  @Override
  public void refused(Refusal refusal) {
    awaited = 0;
    failure = refusal.status();
    Sending.send(Answers.refusal(request, Release.of(refusal)));
    charged.walk(Procedure.PAGE_MESSAGE_DENIED, new Failure());
  }

  private void close() {
    Sending.letGo(session);
  }

  @Override
  public void endSession(Refusal why) {
    // A message is over as soon as it is answered.
  }

  /** Nobody got it: it is recorded as a failure, and what was debited, if anything, given back. */
  private final class Failure implements Signalling {
    @Override
    public ChargingEvent event() {
      return MessageToMany.this.event();
    }

    @Override
    public void completed() {
      close();
    }

    @Override
    public void refused(Refusal refusal) {
      close();
    }
  }
}
