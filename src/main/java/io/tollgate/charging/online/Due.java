package io.tollgate.charging.online;

import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.UnitType;
import java.util.Map;
import java.util.Set;

/**
 * Why a quota has to be reported now.
 *
 * @param units reasons that concern single units (THRESHOLD, QUOTA_EXHAUSTED)
 * @param whole reasons that concern the quota as a whole
 */
record Due(Map<UnitType, ReportingReason> units, Set<ReportingReason> whole) {

  static final Due NOTHING = new Due(Map.of(), Set.of());

  static Due whole(ReportingReason reason) {
    return new Due(Map.of(), Set.of(reason));
  }

  boolean isNothing() {
    return units.isEmpty() && whole.isEmpty();
  }

  /** After the last units no more are asked for (RFC 8506 5.6), and none with what is idle. */
  boolean asksForMore() {
    return !handsBack() && !whole.contains(ReportingReason.FINAL);
  }

  /** Idle quota is handed back and fetched again with the next message. */
  boolean handsBack() {
    return whole.contains(ReportingReason.QHT);
  }
}
