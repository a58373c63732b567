package io.tollgate.charging.flow;

import static io.tollgate.charging.flow.Step.ANSWER_ORIGINATOR;
import static io.tollgate.charging.flow.Step.AWAIT_ACK;
import static io.tollgate.charging.flow.Step.AWAIT_FIRST_ACCEPTANCE;
import static io.tollgate.charging.flow.Step.CHARGE_OFFLINE;
import static io.tollgate.charging.flow.Step.CHARGE_ONLINE;
import static io.tollgate.charging.flow.Step.FORWARD;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rule for both interfaces at once. The online list rules the signalling, because only it can
 * say no. The offline charge keeps its own place relative to FORWARD and AWAIT_FIRST_ACCEPTANCE,
 * never comes before the gate, and otherwise stays behind what it stood behind.
 */
final class Merge {

  private Merge() {}

  static List<Step> of(List<Step> offline, List<Step> online) {
    List<Step> merged = new ArrayList<>(online);
    int charge = offline.indexOf(CHARGE_OFFLINE);
    if (charge < 0) {
      return merged;
    }
    List<Step> before = offline.subList(0, charge);
    List<Step> after = offline.subList(charge + 1, offline.size());
    // What the offline charge waits for must happen, also where the online figure ends earlier.
    Map.of(AWAIT_FIRST_ACCEPTANCE, FORWARD, AWAIT_ACK, ANSWER_ORIGINATOR)
        .forEach(
            (awaited, cause) -> {
              if (before.contains(awaited) && !merged.contains(awaited)) {
                merged.add(merged.indexOf(cause) + 1, awaited);
              }
            });
    merged.add(place(merged, before, after), CHARGE_OFFLINE);
    return merged;
  }

  private static int place(List<Step> merged, List<Step> before, List<Step> after) {
    int earliest = merged.indexOf(CHARGE_ONLINE) + 1;
    for (Step step : List.of(FORWARD, AWAIT_FIRST_ACCEPTANCE, AWAIT_ACK)) {
      if (before.contains(step)) {
        earliest = Math.max(earliest, merged.indexOf(step) + 1);
      }
    }
    int latest = merged.size();
    for (Step step : List.of(FORWARD, AWAIT_FIRST_ACCEPTANCE)) {
      if (after.contains(step) && merged.contains(step)) {
        latest = Math.min(latest, merged.indexOf(step));
      }
    }
    int behindAnswer =
        before.contains(ANSWER_ORIGINATOR) ? merged.indexOf(ANSWER_ORIGINATOR) + 1 : 0;
    return Math.max(earliest, Math.min(latest, behindAnswer));
  }
}
