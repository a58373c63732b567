package io.tollgate.conference;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Media;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** F2, F6, F8, F10: one participant's change, charged once, offered to all the others. */
final class Modification implements Signalling, ChangeOffer {

  private final Conference conference;
  private final Changes changes;
  private final Attendee from;
  private final ModificationRequest request;
  private final Media before;
  private @Nullable Walk parked;
  private @Nullable Instant firstResponse;
  private int asked;
  private int outstanding;
  private int accepted;
  private int worst = 488;
  private boolean answered;
  private boolean over;

  Modification(
      Conference conference,
      Changes changes,
      Attendee from,
      ModificationRequest request,
      Media before) {
    this.conference = conference;
    this.changes = changes;
    this.from = from;
    this.request = request;
    this.before = before;
  }

  @Override
  public ModificationRequest request() {
    return request;
  }

  @Override
  public ChargingEvent event() {
    return event(request.media());
  }

  private ChargingEvent event(Media media) {
    return ChargingEvent.of(
            request.method(),
            ApplicationServiceType.SENDING,
            new EventTimes(request.receivedAt(), firstResponse),
            conference.attachedRoster())
        .withMedia(
            media
                .initiatedBy(
                    from.is(conference.terms().initiator())
                        ? Media.Initiator.CALLING
                        : Media.Initiator.CALLED)
                .exchanged(request.receivedAt(), firstResponse));
  }

  @Override
  public void forward(Walk walk) {
    if (over) {
      walk.abandon();
      return;
    }
    List<Attendee> others = request.concernsOthers() ? conference.connectedBut(from) : List.of();
    if (request.concernsOthers()) {
      conference.offerLater(request, from);
    }
    for (Attendee attendee : others) {
      for (ConferenceLeg leg : attendee.legs()) {
        asked++;
        outstanding++;
        leg.renegotiate(this);
      }
    }
    walk.next();
  }

  @Override
  public void awaitFirstAcceptance(Walk walk) {
    if (over) {
      walk.abandon();
    } else if (accepted > 0 || asked == 0) {
      walk.next();
    } else {
      parked = walk;
      failIfNobodyIsLeft();
    }
  }

  @Override
  public void answerOriginator(Walk walk) {
    if (over) {
      walk.abandon();
      return;
    }
    request.answer();
    answered = true;
    walk.next();
  }

  @Override
  public void refused(Refusal refusal) {
    if (finish()) {
      request.refuse(Release.of(refusal));
    }
  }

  @Override
  public void completed() {
    if (finish()) {
      changes.made(from, request);
      correctIfNobodyFollowed();
    }
  }

  @Override
  public void outcome(boolean yes, int status) {
    outstanding--;
    if (yes) {
      accepted++;
      if (firstResponse == null) {
        firstResponse = conference.now();
      }
    } else {
      worst = status;
    }
    Walk waiting = parked;
    if (waiting != null && accepted > 0) {
      parked = null;
      waiting.next();
    } else {
      failIfNobodyIsLeft();
    }
    if (over) {
      correctIfNobodyFollowed();
    }
  }

  /** C2, charged after the first 200: nobody accepted, so nothing is charged. */
  private void failIfNobodyIsLeft() {
    Walk waiting = parked;
    if (waiting != null && outstanding == 0 && accepted == 0) {
      parked = null;
      waiting.abandon();
      if (finish()) {
        request.refuse(Release.refusing(worst, "no participant accepted the change"));
      }
    }
  }

  /** C2, charged first: the record stands, and one more says what is in force after all. */
  private void correctIfNobodyFollowed() {
    if (answered && asked > 0 && outstanding == 0 && accepted == 0) {
      answered = false;
      changes.correct(from, () -> event(before), before);
    }
  }

  /** The conference ends, or the participant who asked has gone. */
  void abandon() {
    Walk waiting = parked;
    parked = null;
    if (waiting != null) {
      waiting.abandon();
    }
    boolean unanswered = !answered;
    if (finish() && unanswered) {
      request.refuse(Release.refusing(487, "the session ended"));
    }
    answered = false;
  }

  private boolean finish() {
    boolean first = !over;
    over = true;
    if (first) {
      changes.over(this);
    }
    return first;
  }
}
