package io.tollgate.sip.controlling;

import io.tollgate.conference.ConferenceTerms;
import io.tollgate.conference.ParticipantView;
import java.util.List;

/**
 * A conference at one moment.
 *
 * @param present how many take part
 */
public record ConferenceView(
    ConferenceTerms terms, int present, List<ParticipantView> participants) {
  public ConferenceView {
    participants = List.copyOf(participants);
  }
}
