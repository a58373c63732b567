package io.tollgate.charging.online;

import static io.tollgate.charging.record.TriggerType.CHANGE_IN_MEDIA_COMPOSITION;
import static io.tollgate.charging.record.TriggerType.CHANGE_IN_PARTICIPANTS_NMB;
import static io.tollgate.charging.record.TriggerType.CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB;

import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.TriggerType;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a change is reported. The figures say so of F5 (IM), F6 and F10
 * without a condition; F9 obeys what the OCS armed, or, until it has armed any, the profile's own
 * (conflicts C6 and C7). What it arms, it arms for the associated quota (TS 32.299, Trigger 1264).
 */
final class Triggers {

  private final ServiceProfile profile;
  private final FunctionRole function;
  private final Conflicts conflicts;
  private final ParticipantThresholds thresholds;
  private final IdentityHashMap<RatedQuota, Set<TriggerType>> armed = new IdentityHashMap<>();

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
  void arm(CreditAnswer answer, List<RatedQuota> groups) {
    for (ServiceGrant grant : answer.services()) {
      Set<TriggerType> list = grant.triggers();
      if (list != null) {
        groups.stream()
            .filter(group -> group.matches(grant.ratingGroup(), grant.serviceIdentifier()))
            .forEach(group -> armed.put(group, Set.copyOf(list)));
      }
    }
  }

  void reported(int participants) {
    reportedParticipants = participants;
  }

  /** The conditions that this change meets, by rating group; none means that it is not reported. */
  Map<RatedQuota, Set<TriggerType>> metBy(
      Procedure procedure, int participants, List<RatedQuota> groups) {
    Map<RatedQuota, Set<TriggerType>> met = new LinkedHashMap<>();
    for (RatedQuota group : groups) {
      Set<TriggerType> types = metBy(procedure, participants, armed.get(group));
      if (!types.isEmpty() && !group.isFree()) {
        met.put(group, types);
      }
    }
    return met;
  }

  private Set<TriggerType> metBy(
      Procedure procedure, int participants, @Nullable Set<TriggerType> of) {
    return switch (procedure) {
      case JOIN, DIAL_IN_JOIN, LEAVE -> participants(participants, of);
      case MODIFY, MODIFICATION_CORRECTED -> media(of);
      default -> throw new IllegalArgumentException(procedure + " (expected: a change)");
    };
  }

  private Set<TriggerType> participants(int count, @Nullable Set<TriggerType> of) {
    if (function == FunctionRole.PARTICIPATING && !conflicts.participantsAtParticipating()) {
      return Set.of();
    }
    if (profile == ServiceProfile.IM && (of == null || !conflicts.obeyTriggers())) {
      return Set.of(CHANGE_IN_PARTICIPANTS_NMB);
    }
    if (of == null) {
      return switch (conflicts.cpmParticipants()) {
        case ANY_CHANGE -> Set.of(CHANGE_IN_PARTICIPANTS_NMB);
        case THRESHOLDS -> crossing(count);
        case NEVER -> Set.of();
      };
    }
    if (of.contains(CHANGE_IN_PARTICIPANTS_NMB)) {
      // 51 is not used together with 50.
      return Set.of(CHANGE_IN_PARTICIPANTS_NMB);
    }
    return of.contains(CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB) ? crossing(count) : Set.of();
  }

  private Set<TriggerType> crossing(int count) {
    return thresholds.isCrossed(reportedParticipants, count)
        ? Set.of(CHANGE_IN_THRSHLD_OF_PARTICIPANTS_NMB)
        : Set.of();
  }

  private Set<TriggerType> media(@Nullable Set<TriggerType> of) {
    return of == null || !conflicts.obeyTriggers()
        ? Set.of(CHANGE_IN_MEDIA_COMPOSITION)
        : onlyIfArmed(CHANGE_IN_MEDIA_COMPOSITION, of);
  }

  private static Set<TriggerType> onlyIfArmed(TriggerType type, @Nullable Set<TriggerType> of) {
    return of != null && of.contains(type) ? Set.of(type) : Set.of();
  }
}
