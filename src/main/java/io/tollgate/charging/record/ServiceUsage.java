package io.tollgate.charging.record;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One Multiple-Services-Credit-Control of a request.
 *
 * @param requested absent: no more is wanted; {@link Units#NONE}: the server decides
 * @param reasons reasons that stand at MSCC level
 * @param triggers the conditions that changed, with RATING_CONDITION_CHANGE
 * @param stopped what is used from then on is not charged to it, although the session goes on
 */
public record ServiceUsage(
    long ratingGroup,
    @Nullable Long serviceIdentifier,
    List<UsedUnits> used,
    @Nullable Units requested,
    Set<ReportingReason> reasons,
    Set<TriggerType> triggers,
    boolean stopped) {

  public ServiceUsage(
      long ratingGroup,
      @Nullable Long serviceIdentifier,
      List<UsedUnits> used,
      @Nullable Units requested,
      Set<ReportingReason> reasons,
      Set<TriggerType> triggers) {
    this(ratingGroup, serviceIdentifier, used, requested, reasons, triggers, false);
  }

  public ServiceUsage {
    used = List.copyOf(used);
    reasons = Set.copyOf(reasons);
    triggers = Set.copyOf(triggers);
  }

  public boolean isAnythingUsed() {
    return used.stream()
        .anyMatch(
            units -> units.units().amounts().values().stream().anyMatch(amount -> amount > 0));
  }
}
