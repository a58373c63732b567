package io.tollgate.charging.online;

import static io.tollgate.charging.record.TriggerType.CHANGE_IN_MEDIA_COMPOSITION;
import static io.tollgate.charging.record.TriggerType.CHANGE_IN_PARTICIPANTS_NMB;
import static io.tollgate.charging.record.TriggerType.CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB;
import static io.tollgate.charging.record.TriggerType.CHANGE_IN_USER_PARTICIPATING_TYPE;

import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.TriggerType;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a change is reported: those the OCS armed, or, until it has armed any,
 * the profile's own (conflicts C6 and C7).
 */
final class Triggers {

  private final ServiceProfile profile;
  private final FunctionRole function;
  private final Conflicts conflicts;
  private final ParticipantThresholds thresholds;
  private @Nullable Set<TriggerType> armed;

  /** Attached participants when an update was last sent; at the start only the initiator is. */
  private int reportedParticipants = 1;

  Triggers(
      ServiceProfile profile,
      FunctionRole function,
      Conflicts conflicts,
      ParticipantThresholds thresholds) {
    this.profile = profile;
    this.function = function;
    this.conflicts = conflicts;
    this.thresholds = thresholds;
  }

  /** A list replaces the former one; an empty one disarms all; none changes nothing. */
  void arm(CreditAnswer answer) {
    Set<TriggerType> list = null;
    for (ServiceGrant grant : answer.services()) {
      if (grant.triggers() != null) {
        list = list == null ? EnumSet.noneOf(TriggerType.class) : list;
        list.addAll(grant.triggers());
      }
    }
    if (list != null) {
      armed = Set.copyOf(list);
    }
  }

  void reported(int participants) {
    reportedParticipants = participants;
  }

  /** The conditions that this change meets; none means that it is not reported. */
  Set<TriggerType> metBy(Procedure procedure, int participants) {
    return switch (procedure) {
      case JOIN, DIAL_IN_JOIN, LEAVE -> participants(participants);
      case MODIFY, MODIFICATION_CORRECTED -> media();
      case PARTICIPATION_CHANGED -> onlyIfArmed(CHANGE_IN_USER_PARTICIPATING_TYPE);
      default -> throw new IllegalArgumentException(procedure + " (expected: a change)");
    };
  }

  private Set<TriggerType> participants(int count) {
    if (function == FunctionRole.PARTICIPATING && !conflicts.participantsAtParticipating()) {
      return Set.of();
    }
    if (isStrictIm()) {
      return Set.of(CHANGE_IN_PARTICIPANTS_NMB);
    }
    if (armed == null) {
      return profile == ServiceProfile.IM
          ? Set.of(CHANGE_IN_PARTICIPANTS_NMB)
          : switch (conflicts.cpmParticipants()) {
            case ANY_CHANGE -> Set.of(CHANGE_IN_PARTICIPANTS_NMB);
            case THRESHOLDS -> crossing(count);
            case NEVER -> Set.of();
          };
    }
    if (armed.contains(CHANGE_IN_PARTICIPANTS_NMB)) {
      // 51 is not used together with 50.
      return Set.of(CHANGE_IN_PARTICIPANTS_NMB);
    }
    return armed.contains(CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB) ? crossing(count) : Set.of();
  }

  private Set<TriggerType> crossing(int count) {
    return thresholds.isCrossed(reportedParticipants, count)
        ? Set.of(CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB)
        : Set.of();
  }

  private Set<TriggerType> media() {
    return armed == null || isStrictIm()
        ? Set.of(CHANGE_IN_MEDIA_COMPOSITION)
        : onlyIfArmed(CHANGE_IN_MEDIA_COMPOSITION);
  }

  private Set<TriggerType> onlyIfArmed(TriggerType type) {
    return armed != null && armed.contains(type) ? Set.of(type) : Set.of();
  }

  private boolean isStrictIm() {
    return profile == ServiceProfile.IM && conflicts.seedStrictIm();
  }
}
