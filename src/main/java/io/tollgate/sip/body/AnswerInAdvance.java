package io.tollgate.sip.body;

import io.tollgate.sip.body.Sdp.Direction;
import io.tollgate.sip.body.Sdp.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to an offer before the other party was asked (flows F2, F6, F10): what is in force
 * already goes on with the direction the offer asks for and the formats that both know, everything
 * new is declined.
 */
public final class AnswerInAdvance {

  private AnswerInAdvance() {}

  /**
   * @param offer the new offer
   * @param inForce the description that the offerer was last sent
   */
  public static Sdp to(Sdp offer, Sdp inForce) {
    List<Section> answer = new ArrayList<>();
    for (int i = 0; i < offer.media().size(); i++) {
      Section offered = offer.media().get(i);
      Section present = i < inForce.media().size() ? inForce.media().get(i) : null;
      if (present == null || offered.port() == 0 || !present.kind().equals(offered.kind())) {
        answer.add(new Section(offered.line(), List.of()).withPort(0));
      } else {
        Direction due = offer.direction(i).answered();
        Section common = present.withFormatsOf(offered);
        boolean unsaid = offered.direction() == null && present.direction() == null;
        answer.add(unsaid && due == inForce.direction(i) ? common : common.withDirection(due));
      }
    }
    return new Sdp(inForce.session(), answer).nextVersion();
  }
}
