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
 */
public record ServiceUsage(
    long ratingGroup,
    @Nullable Long serviceIdentifier,
    List<UsedUnits> used,
    @Nullable Units requested,
    Set<ReportingReason> reasons,
    Set<TriggerType> triggers) {

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
