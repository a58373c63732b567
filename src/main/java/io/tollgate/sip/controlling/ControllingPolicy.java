package io.tollgate.sip.controlling;

import io.tollgate.charging.flow.ConferencePayer;
import io.tollgate.charging.record.SessionType;
import io.tollgate.conference.ConferencePolicy;
import io.tollgate.sip.body.ListLimits;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The controlling function as the operator wants it.
 *
 * @param factories whole URIs that open a new conference
 * @param conference of sessions with invited members; its minimum holds where somebody was invited
 * @param chatMinimum as {@link ConferencePolicy#minimum()}, for chat rooms
 * @param answerAtOnce pre-arranged and ad-hoc initiators need not wait for the first acceptance
 * @param noAnswer how long an invited one may ring
 * @param mediaIdle silence after which a conference is ended; zero for never
 * @param lostConnection how long a participant may be without a message connection; zero for ever
 * @param notices life of a subscription to the conference package
 */
public record ControllingPolicy(
    List<Pattern> factories,
    ConferencePayer charges,
    ConferencePolicy conference,
    int chatMinimum,
    boolean answerAtOnce,
    Duration noAnswer,
    Duration mediaIdle,
    boolean nicknames,
    boolean privateMessages,
    ListLimits lists,
    Notices notices,
    Duration lostConnection) {

  public ControllingPolicy {
    factories = List.copyOf(factories);
  }

  /**
   * @param standard seconds where the subscriber asks for nothing
   * @param least seconds; less gets 423
   * @param most seconds
   */
  public record Notices(int standard, int least, int most) {}

  /** How one conference is run. */
  ConferencePolicy of(ConferencePlan plan) {
    return new ConferencePolicy(
        plan.invitations().isEmpty() ? chatMinimum : conference.minimum(),
        conference.endsWithOwner(),
        conference.longest(),
        conference.maxParticipants(),
        plan.type() == SessionType.CHAT || answerAtOnce,
        conference.invitedOnly() && plan.group() == null);
  }

  boolean isFactory(String uri) {
    return factories.stream().anyMatch(pattern -> pattern.matcher(uri).matches());
  }
}
