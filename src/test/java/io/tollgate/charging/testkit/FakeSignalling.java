package io.tollgate.charging.testkit;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Step;
import io.tollgate.charging.flow.Walk;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signalling that does every step at once, or stops at some of them until told to go on. */
public final class FakeSignalling implements Signalling {

  /** The signalling steps in the order in which they were asked. */
  public final List<Step> done = new ArrayList<>();

  public @Nullable Refusal refusal;
  public boolean completed;
  private final Set<Step> stops = EnumSet.noneOf(Step.class);
  private final Map<Step, Walk> stopped = new EnumMap<>(Step.class);
  private ChargingEvent event;

  public FakeSignalling(ChargingEvent event) {
    this.event = event;
  }

  public FakeSignalling stopAt(Step step) {
    stops.add(step);
    return this;
  }

  public void becomes(ChargingEvent changed) {
    event = changed;
  }

  /** The handle of a step that was reached. */
  public Walk at(Step step) {
    Walk walk = stopped.get(step);
    if (walk == null) {
      throw new AssertionError(step + " was not reached; done: " + done);
    }
    return walk;
  }

  public boolean isOver() {
    return completed || refusal != null;
  }

  private void reached(Step step, Walk walk) {
    done.add(step);
    stopped.put(step, walk);
    if (!stops.contains(step)) {
      walk.next();
    }
  }

  @Override
  public ChargingEvent event() {
    return event;
  }

  @Override
  public void answerOriginator(Walk walk) {
    reached(Step.ANSWER_ORIGINATOR, walk);
  }

  @Override
  public void awaitAck(Walk walk) {
    reached(Step.AWAIT_ACK, walk);
  }

  @Override
  public void forward(Walk walk) {
    reached(Step.FORWARD, walk);
  }

  @Override
  public void awaitFirstAcceptance(Walk walk) {
    reached(Step.AWAIT_FIRST_ACCEPTANCE, walk);
  }

  @Override
  public void refused(Refusal why) {
    refusal = why;
  }

  @Override
  public void completed() {
    completed = true;
  }
}
