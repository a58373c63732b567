package io.tollgate.conference;

import static io.tollgate.conference.ParticipantState.CONNECTED;
import static io.tollgate.conference.ParticipantState.HELD;

import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.Media;
import org.jspecify.annotations.Nullable;

/** F2, F6, F8, F10: participants' changes of the session, one at a time, and what is in force. */
final class Changes {

  private final Conference conference;
  private final Participants participants;
  private final Billing billing;
  private Media inForce = Media.NONE;
  private @Nullable Modification modification;

  Changes(Conference conference, Participants participants, Billing billing) {
    this.conference = conference;
    this.participants = participants;
    this.billing = billing;
  }

  void began(Media media) {
    inForce = media;
  }

  void requested(@Nullable Attendee attendee, ModificationRequest request) {
    if (attendee == null || conference.isOver()) {
      request.refuse(Release.refusing(481, "not in the conference"));
    } else if (modification != null || !conference.isOpen()) {
      request.refuse(Release.refusing(491, "another change is under way"));
    } else {
      Modification change = new Modification(conference, this, attendee, request, inForce);
      modification = change;
      if (request.isCharged()) {
        billing.carryOut(attendee.address, change);
      } else {
        billing.modify(attendee.address, change);
      }
    }
  }

  void made(Attendee from, ModificationRequest request) {
    inForce = request.media();
    if (from.state == CONNECTED && request.holds()) {
      participants.move(from, HELD);
    } else if (from.state == HELD && !request.holds()) {
      participants.move(from, CONNECTED);
    }
  }

  void over(Modification change) {
    if (modification == change) {
      modification = null;
    }
  }

  void correct(Attendee from, Signalling correction, Media before) {
    if (!conference.isOver()) {
      inForce = before;
      billing.corrected(from.address, correction);
    }
  }

  /** The conference ends. */
  void stop() {
    if (modification != null) {
      modification.abandon();
    }
  }
}
