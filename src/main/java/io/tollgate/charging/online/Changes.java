package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits while a request is outstanding. It collapses: many changes become one update that
 * shows the latest roster, and an end absorbs them all.
 */
final class Changes {

  private final Map<RatedQuota, Set<TriggerType>> triggers = new LinkedHashMap<>();
  private final Set<RatedQuota> reauthorised = new LinkedHashSet<>();
  private final List<Verdict> waiting = new ArrayList<>();

  /** Those of them whose change has a report of its own. */
  private final Set<Verdict> reporting = Collections.newSetFromMap(new IdentityHashMap<>());

  private @Nullable ChargingEvent latest;
  private @Nullable End end;

  /** The user's end, or ours. */
  record End(TerminationCause cause, @Nullable ChargingEvent event, boolean withUsage) {}

  void add(Map<RatedQuota, Set<TriggerType>> met, ChargingEvent event, Verdict verdict) {
    met.forEach(
        (group, types) ->
            triggers
                .computeIfAbsent(group, first -> EnumSet.noneOf(TriggerType.class))
                .addAll(types));
    waiting.add(verdict);
    if (!met.isEmpty()) {
      reporting.add(verdict);
    }
    latest = event;
  }

  /** For those that need no report of their own. */
  void await(Verdict verdict) {
    waiting.add(verdict);
  }

  /** The OCS wants these reported, whatever has changed. */
  void reauthorise(Collection<RatedQuota> groups) {
    reauthorised.addAll(groups);
  }

  void end(End queued) {
    if (end == null) {
      end = queued;
    }
  }

  @Nullable End end() {
    return end;
  }

  Map<RatedQuota, Set<TriggerType>> triggers() {
    return triggers;
  }

  /** What is to be reported of all that waited, and why. */
  Map<RatedQuota, Due> dues() {
    Map<RatedQuota, Due> dues = new LinkedHashMap<>();
    reauthorised.forEach(
        group -> dues.put(group, Due.whole(ReportingReason.FORCED_REAUTHORISATION)));
    triggers
        .keySet()
        .forEach(group -> dues.put(group, Due.whole(ReportingReason.RATING_CONDITION_CHANGE)));
    dues.keySet().removeIf(RatedQuota::isFree);
    return dues;
  }

  @Nullable ChargingEvent latest() {
    return latest;
  }

  /** Somebody waits who can be refused without ending the session for everybody. */
  boolean isGate() {
    return waiting.stream().anyMatch(verdict -> verdict != Verdict.NOBODY);
  }

  /**
   * The answer that they waited for is there. Those who wait for a report of their own are not
   * granted anything by it: they are handed out.
   */
  Changes grantedButForReports() {
    Changes rest = new Changes();
    waiting.stream().filter(reporting::contains).forEach(rest::await);
    waiting.removeIf(reporting::contains);
    granted();
    return rest;
  }

  void granted() {
    List<Verdict> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(Verdict::granted);
  }

  void refused(Refusal refusal) {
    List<Verdict> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(verdict -> verdict.refused(refusal));
  }
}
