package io.tollgate.whatif;

import io.tollgate.charging.ChargingEvent;
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
import io.tollgate.sip.trust.Identities;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that waits for its recipient (N7), as the server of the capture took it in. */
final class Kept implements Talk {
  private static final int UNDELIVERED = 408;

  private final CaptureClock clock;
  private final Notes notes;
  private final ChargingEnablerUser charging;
  private final SipMessage message;
  private final SessionTerms terms;
  private final boolean recipientPays;
  private final String recipient;
  private final Instant stored;
  private @Nullable Retrieval retrieval;
  private boolean over;

  /**
   * @param sent as its sender was charged, with what was debited of them
   */
  Kept(
      CaptureClock clock,
      Notes notes,
      ChargingEnablerUser charging,
      SipMessage message,
      SessionTerms sent,
      boolean recipientPays) {
    this.clock = clock;
    this.notes = notes;
    this.charging = charging;
    this.message = message;
    this.recipientPays = recipientPays;
    recipient = Identities.bare(message.uri());
    terms =
        recipientPays
            ? sent.fetchedBy(recipient, Identities.subscriptions(List.of(recipient)))
            : sent;
    stored = clock.now();
  }

  String icid() {
    return terms.correlation().icid();
  }

  boolean isWaiting() {
    return !over && retrieval == null;
  }

  ChargingEvent event(
      ApplicationServiceType type, Instant began, @Nullable Instant ended, int cause) {
    Roster roster = new Roster(List.of(new Participant(recipient)));
    String content = message.header("content-type");
    return ChargingEvent.of("MESSAGE", type, new EventTimes(began, ended), roster)
        .withMessage(
            List.of(
                new MessageBody(
                    content == null ? "text/plain" : content, message.body().length, null, false)),
            1,
            0)
        .withCause(cause, null);
  }

  /** Its time is over while nobody fetched it: who was debited gets it back. */
  void expires() {
    if (isWaiting()) {
      over = true;
      if (!recipientPays) {
        charging
            .open(terms, clock, why -> {})
            .walk(
                Procedure.DEFERRED_EXPIRY,
                () -> event(ApplicationServiceType.SENDING, stored, clock.now(), UNDELIVERED));
      }
    }
  }

  /** The server sends it to its recipient. */
  void isSent() {
    Retrieval begun = new Retrieval();
    retrieval = begun;
    begun.begin();
  }

  @Override
  public void answered(Heard.Sip heard) {
    Retrieval under = retrieval;
    if (under != null && heard.message().status() >= 200) {
      under.answered(heard.message().status());
    }
  }

  @Override
  public void requested(Heard.Sip heard) {
    // It has no dialog.
  }

  @Override
  public void sent(Heard.Sip heard) {
    // It was told when it was sent.
  }

  @Override
  public void message(String callId, Carried carried) {
    // It has no media.
  }

  @Override
  public void captureEnds() {
    if (isWaiting()) {
      notes.add("MESSAGE " + message.callId() + " waits for its recipient where the capture ends");
    }
  }

  private final class Retrieval implements Signalling, ServiceControl {
    private final Instant began = clock.now();
    private final ChargedSession charged = charging.open(terms, clock, this);
    private @Nullable Instant accepted;
    private @Nullable Walk awaiting;
    private int status;

    void begin() {
      charged.walk(
          recipientPays ? Procedure.DEFERRED_RETRIEVAL_CHARGED : Procedure.DEFERRED_RETRIEVAL,
          this);
    }

    @Override
    public ChargingEvent event() {
      return Kept.this.event(
          ApplicationServiceType.RETRIEVAL, began, accepted, accepted == null ? 0 : -1);
    }

    @Override
    public void forward(Walk walk) {
      awaiting = walk;
      if (status >= 200) {
        answered(status);
      }
    }

    void answered(int with) {
      status = with;
      Walk walk = awaiting;
      if (walk == null) {
        return;
      }
      awaiting = null;
      if (with < 300) {
        over = true;
        accepted = clock.now();
        walk.next();
        return;
      }
      walk.abandon();
      retrieval = null;
      if (recipientPays) {
        charged.walk(Procedure.DEFERRED_EXPIRY, this::event);
      }
    }

    @Override
    public void refused(Refusal refusal) {
      retrieval = null;
      notes.add(
          "MESSAGE %s would not have been delivered: %s"
              .formatted(message.callId(), refusal.reason()));
    }

    @Override
    public void endSession(Refusal why) {
      // A message is over as soon as it is answered.
    }
  }
}
