package io.tollgate.charging.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One Multiple-Services-Credit-Control of an answer; absent parts are null.
 *
 * @param resultCode of this service alone; absent means the command's
 * @param triggers the armed conditions: a list replaces the former one, an empty one disarms all,
 *     absent leaves them as they are (TS 32.299, Trigger 1264)
 * @param unknownUnits a unit type was granted that nobody here can count
 */
public record ServiceGrant(
    @Nullable Long ratingGroup,
    @Nullable Long serviceIdentifier,
    @Nullable Integer resultCode,
    @Nullable Units granted,
    @Nullable Instant tariffChange,
    @Nullable Duration validity,
    @Nullable FinalUnit finalUnit,
    @Nullable Long timeThreshold,
    @Nullable Long volumeThreshold,
    @Nullable Long unitThreshold,
    @Nullable Duration holdingTime,
    @Nullable Duration consumptionTime,
    @Nullable Set<TriggerType> triggers,
    @Nullable Octets refundInformation,
    boolean unknownUnits) {

  /** One that no answer spelled out. */
  public static final ServiceGrant NOTHING =
      new ServiceGrant(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          false);

  /** What it leaves open, it is for all of. */
  public boolean isFor(long group, @Nullable Long service) {
    return (ratingGroup == null || ratingGroup == group)
        && (serviceIdentifier == null || service == null || serviceIdentifier.equals(service));
  }
}
