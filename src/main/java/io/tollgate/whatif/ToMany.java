package io.tollgate.whatif;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.flow.ConferencePayer;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.CauseCode;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.MessageBody;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.SessionType;
import io.tollgate.conference.ConferenceTerms;
import io.tollgate.sip.trust.Identities;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One MESSAGE and its copies, one charge for all of them: who gets it is to whom the server sent
 * one.
 */
final class ToMany implements Talk, ServiceControl, Signalling {
  private static final int UNAVAILABLE = 480;

  private final CaptureClock clock;
  private final Notes notes;
  private final Asked asked;
  private final ChargedSession charged;
  private final Roster roster;
  private final Set<String> unanswered;
  private final Instant arrived;
  private @Nullable Instant accepted;
  private @Nullable Walk awaiting;
  private int delivered;
  private int failure = UNAVAILABLE;

  /**
   * @param copies initial requests of the server, one for each recipient
   */
  ToMany(
      CaptureClock clock,
      Notes notes,
      ChargingEnablerUser charging,
      WhatIfPolicy policy,
      Asked asked,
      long number,
      List<SipMessage> copies) {
    this.clock = clock;
    this.notes = notes;
    this.asked = asked;
    this.arrived = clock.now();
    this.unanswered = new HashSet<>(copies.stream().map(SipMessage::callId).toList());
    this.roster = new Roster(copies.stream().map(ToMany::recipient).map(Participant::new).toList());
    SessionTerms terms =
        asked.conference(
            new ConferenceTerms(
                Identities.bare(asked.request().uri()),
                number,
                asked.request().isToList() ? SessionType.AD_HOC : SessionType.PRE_ARRANGED,
                asked.user().address(),
                asked.user().address(),
                null),
            asked.user().address());
    this.charged =
        policy.pays() == ConferencePayer.NONE
            ? charging.openFree(terms, clock, this)
            : charging.open(terms, clock, this);
  }

  private static String recipient(SipMessage copy) {
    return Identities.bare(Identities.uri(copy.text("to")));
  }

  void begin() {
    charged.walk(Procedure.PAGE_MESSAGE_TO_MANY, this);
  }

  @Override
  public ChargingEvent event() {
    SipMessage request = asked.request();
    ChargingEvent event =
        ChargingEvent.of(
                "MESSAGE",
                ApplicationServiceType.SENDING,
                new EventTimes(arrived, accepted),
                roster)
            .withMessage(
                List.of(
                    new MessageBody(
                        request.text("content-type"), request.body().length, null, false)),
                roster.count(),
                0);
    if (!unanswered.isEmpty()) {
      return event;
    }
    return event.withCause(CauseCode.of(delivered > 0 ? 200 : failure), null);
  }

  @Override
  public void answerOriginator(Walk walk) {
    accepted = clock.now();
    walk.next();
  }

  @Override
  public void answered(Heard.Sip heard) {
    int status = heard.message().status();
    if (status < 200 || !unanswered.remove(heard.message().callId())) {
      return;
    }
    if (status < 300) {
      delivered++;
      charged.messages().count(Count.SUCCESSFULLY_EXPLODED, 1);
    } else {
      failure = status;
    }
    Walk walk = awaiting;
    if (walk != null && unanswered.isEmpty()) {
      awaiting = null;
      decide(walk);
    }
  }

  @Override
  public void awaitFirstAcceptance(Walk walk) {
    if (unanswered.isEmpty()) {
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
      charged.walk(Procedure.PAGE_MESSAGE_FAILED, this::event);
    }
  }

  @Override
  public void refused(Refusal refusal) {
    notes.add(
        "MESSAGE %s to many would have been refused with %d: %s"
            .formatted(asked.request().callId(), refusal.status(), refusal.reason()));
  }

  @Override
  public void requested(Heard.Sip heard) {
    // It has no dialog.
  }

  @Override
  public void sent(Heard.Sip heard) {
    // Its copies are known beforehand.
  }

  @Override
  public void message(String callId, Carried carried) {
    // It has no media.
  }

  @Override
  public void captureEnds() {
    if (awaiting != null) {
      notes.add(
          "MESSAGE %s to many: %d of its copies have no answer in the capture"
              .formatted(asked.request().callId(), unanswered.size()));
    }
  }

  @Override
  public void endSession(Refusal why) {
    // It is over as soon as it is answered.
  }
}
