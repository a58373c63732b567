package io.tollgate.conference;

import java.time.Duration;

/**
 * How a conference is run.
 *
 * @param minimum fewer participants, invited ones included, end it; the last one's leaving always
 *     does
 * @param endsWithOwner it ends when its owner leaves
 * @param longest its greatest duration; zero for none
 * @param maxParticipants invited ones included
 * @param answerAtOnce the initiator is answered without waiting for the first acceptance
 * @param invitedOnly nobody else may dial in
 */
public record ConferencePolicy(
    int minimum,
    boolean endsWithOwner,
    Duration longest,
    int maxParticipants,
    boolean answerAtOnce,
    boolean invitedOnly) {

  public ConferencePolicy(
      int minimum,
      boolean endsWithOwner,
      Duration longest,
      int maxParticipants,
      boolean answerAtOnce) {
    this(minimum, endsWithOwner, longest, maxParticipants, answerAtOnce, false);
  }

  public ConferencePolicy {
    require(minimum >= 1, "minimum", minimum, ">= 1");
    require(maxParticipants >= 2, "maxParticipants", maxParticipants, ">= 2");
    require(!longest.isNegative(), "longest", longest, "not negative");
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
