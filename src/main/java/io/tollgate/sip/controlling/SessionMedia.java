package io.tollgate.sip.controlling;

import io.tollgate.charging.record.Media;
import io.tollgate.sip.body.Sdp;
import io.tollgate.sip.body.Sdp.Direction;
import io.tollgate.sip.body.SdpMedia;

/** Session descriptions as the focus and its charging see them. */
final class SessionMedia {

  private SessionMedia() {}

  static Media offered(String sdp) {
    return SdpMedia.of(Sdp.parse(sdp), Media.SdpType.OFFER, Media.Initiator.CALLING);
  }

  static Media answered(String sdp) {
    return SdpMedia.of(Sdp.parse(sdp), Media.SdpType.ANSWER, Media.Initiator.CALLED);
  }

  /** On hold: every media that is in use is only sent, or nothing at all (RFC 3264 8.4). */
  static boolean holds(String sdp) {
    boolean held = false;
    for (Sdp.Section section : Sdp.parse(sdp).media()) {
      if (section.port() != 0) {
        Direction direction = section.direction();
        if (direction != Direction.SENDONLY && direction != Direction.INACTIVE) {
          return false;
        }
        held = true;
      }
    }
    return held;
  }

  /** Our answer with the directions that the offer asks for (RFC 3264 6.1). */
  static String directed(String answer, String offer) {
    Sdp ours = Sdp.parse(answer);
    Sdp theirs = Sdp.parse(offer);
    java.util.List<Sdp.Section> sections = new java.util.ArrayList<>();
    for (int i = 0; i < ours.media().size(); i++) {
      Sdp.Section section = ours.media().get(i);
      Direction asked = i < theirs.media().size() ? theirs.media().get(i).direction() : null;
      sections.add(asked == null ? section : section.withDirection(asked.answered()));
    }
    return new Sdp(ours.session(), sections).toString();
  }
}
