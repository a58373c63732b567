package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits while a request is outstanding. It collapses: many changes become one update that
 * shows the latest roster, and an end absorbs them all.
 */
final class Changes {

  private final Set<TriggerType> triggers = EnumSet.noneOf(TriggerType.class);
  private final List<Verdict> waiting = new ArrayList<>();
  private @Nullable ChargingEvent latest;
  private @Nullable End end;

  /** The user's end, or ours. */
  record End(TerminationCause cause, @Nullable ChargingEvent event, boolean withUsage) {}

  void add(Set<TriggerType> met, ChargingEvent event, Verdict verdict) {
    triggers.addAll(met);
    waiting.add(verdict);
    latest = event;
  }

  /** For those that need no report of their own. */
  void await(Verdict verdict) {
    waiting.add(verdict);
  }

  void end(End queued) {
    if (end == null) {
      end = queued;
    }
  }

  @Nullable End end() {
    return end;
  }

  boolean isAnythingToReport() {
    return !triggers.isEmpty();
  }

  Set<TriggerType> triggers() {
    return triggers;
  }

  @Nullable ChargingEvent latest() {
    return latest;
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
