package io.tollgate.sip.deferred;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.deferred.DeferredMessage;
import io.tollgate.sip.leg.Exchange;
import io.tollgate.sip.leg.Sending;
import io.tollgate.sip.trust.ChargingVector;
import io.tollgate.sip.trust.Door;
import io.tollgate.sip.trust.NeighbourHost;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** One kept message on its way to its recipient. */
final class Retrieval implements Signalling, ServiceControl {
  private final DeferredDelivery delivery;
  private final DeferredMessage message;
  private final SessionTerms terms;
  private final SipApplicationSession session;
  private final Instant began;
  private @Nullable ChargedSession charged;
  private @Nullable Instant accepted;
  private @Nullable Owner owner;
  private boolean over;

  Retrieval(
      DeferredDelivery delivery,
      DeferredMessage message,
      SessionTerms terms,
      SipApplicationSession session) {
    this.delivery = delivery;
    this.message = message;
    this.terms = terms;
    this.session = session;
    this.began = delivery.now();
  }

  void walk(ChargedSession opened, Owner owner) {
    this.owner = owner;
    owner.onFailure(this::broken);
    charged = opened;
    opened.walk(
        recipientPays() ? Procedure.DEFERRED_RETRIEVAL_CHARGED : Procedure.DEFERRED_RETRIEVAL,
        this);
  }

  private boolean recipientPays() {
    return message.debit().isEmpty();
  }

  @Override
  public ChargingEvent event() {
    return DeferredEvents.of(
        message, ApplicationServiceType.RETRIEVAL, began, accepted, accepted == null ? 0 : -1);
  }

  @Override
  public void forward(Walk walk) {
    try {
      SipServletRequest request =
          delivery
              .outbound()
              .fresh(
                  session,
                  "MESSAGE",
                  message.headers().getOrDefault("From", "sip:anonymous@anonymous.invalid"),
                  message.recipient(),
                  ChargingVector.generated(terms.correlation().icid(), "tollgate"));
      Door.Passage passage =
          delivery.outbound().door().passageOfKept(message.headers(), NeighbourHost.after(request));
      message.headers().forEach((name, value) -> set(request, passage, name, value));
      request.setContent(message.body().bytes(), message.contentType());
      if (!Exchange.start(
          request,
          delivery.timers(),
          this::onOwner,
          response -> onOwner(() -> answered(response, walk)),
          () -> failed(walk, "no answer that can be used"))) {
        failed(walk, "the next hop cannot be reached");
      }
    } catch (ServletParseException | UnsupportedEncodingException e) {
      failed(walk, e.toString());
    }
  }

  private static void set(
      SipServletRequest request, Door.Passage passage, String name, String value) {
    if (!name.equals("From") && passage.lets(name)) {
      request.setHeader(name, value);
    }
  }

  private void answered(SipServletResponse response, Walk walk) {
    if (response.getStatus() < 200) {
      return;
    }
    if (response.getStatus() < 300) {
      accepted = delivery.now();
      walk.next();
    } else {
      failed(walk, "answered " + response.getStatus());
    }
  }

  private void onOwner(Runnable task) {
    Owner own = owner;
    if (own != null) {
      own.here(task);
    }
  }

  /** A step threw: the message waits on, unless it has arrived. */
  private void broken(RuntimeException why) {
    if (over) {
      close();
    } else if (accepted != null) {
      completed();
    } else {
      failed("internal error");
    }
  }

  private void failed(Walk walk, String why) {
    walk.abandon();
    failed(why);
  }

  private void failed(String why) {
    over = true;
    delivery.notDelivered(message, why);
    ChargedSession debited = charged;
    if (debited != null && recipientPays()) {
      debited.walk(Procedure.DEFERRED_EXPIRY, new GivenBack());
    } else {
      close();
    }
  }

  /** The user was debited before it was sent, and did not get it. */
  private final class GivenBack implements Signalling {
    @Override
    public ChargingEvent event() {
      return Retrieval.this.event();
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

  @Override
  public void completed() {
    over = true;
    delivery.delivered(message);
    close();
  }

  @Override
  public void refused(Refusal refusal) {
    delivery.notDelivered(message, "charging refused: " + refusal.reason());
    close();
  }

  @Override
  public void endSession(Refusal why) {
    // A message is over as soon as it is answered.
  }

  private void close() {
    Sending.letGo(session);
  }
}
