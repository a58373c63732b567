package io.tollgate.conference;

import io.tollgate.charging.ChargedSession;
import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.MessageGate;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Step;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.Debit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Charging by a script: walks given step lists, notes each charge, and answers the gates when the
 * test says so.
 */
final class ScriptedCharging implements ChargedSession {

  record Charge(Procedure procedure, Step step, ChargingEvent event) {}

  final List<Charge> charges = new ArrayList<>();
  final Deque<Gate> gates = new ArrayDeque<>();
  private final Map<Procedure, List<Step>> flows;
  boolean answersAtOnce = true;

  ScriptedCharging(Map<Procedure, List<Step>> flows) {
    this.flows = flows;
  }

  @Override
  public void walk(Procedure procedure, Signalling signalling) {
    new Walking(procedure, flows.getOrDefault(procedure, List.of()), signalling).step(0);
  }

  List<String> placed() {
    return charges.stream()
        .map(
            charge ->
                charge.procedure()
                    + (charge.step() == Step.CHARGE_ONLINE ? " online " : " offline ")
                    + charge.event().roster().count())
        .toList();
  }

  long count(Procedure procedure) {
    return charges.stream().filter(charge -> charge.procedure() == procedure).count();
  }

  @Override
  public MessageGate messages() {
    throw new UnsupportedOperationException("no messages in this test");
  }

  @Override
  public Debit debit() {
    return Debit.NONE;
  }

  @Override
  public ChargingIds ids() {
    return ChargingIds.NONE;
  }

  /** A credit answer that is still out. */
  final class Gate {
    private final Walking walking;
    private final int index;
    final Procedure procedure;

    Gate(Walking walking, int index) {
      this.walking = walking;
      this.index = index;
      this.procedure = walking.procedure;
    }

    void grant() {
      walking.step(index + 1);
    }

    void refuse(int status) {
      walking.over = true;
      walking.signalling.refused(new Refusal(status, "refused", null));
    }
  }

  private final class Walking {
    private final Procedure procedure;
    private final List<Step> steps;
    private final Signalling signalling;
    private boolean over;
    private int position = -1;

    Walking(Procedure procedure, List<Step> steps, Signalling signalling) {
      this.procedure = procedure;
      this.steps = steps;
      this.signalling = signalling;
    }

    void step(int index) {
      if (over || index != position + 1) {
        return;
      }
      position = index;
      if (index == steps.size()) {
        over = true;
        signalling.completed();
        return;
      }
      Walk walk =
          new Walk() {
            @Override
            public void next() {
              step(index + 1);
            }

            @Override
            public void abandon() {
              over = true;
            }
          };
      switch (steps.get(index).name()) {
        case "CHARGE_OFFLINE" -> {
          charges.add(new Charge(procedure, Step.CHARGE_OFFLINE, signalling.event()));
          walk.next();
        }
        case "CHARGE_ONLINE" -> {
          charges.add(new Charge(procedure, Step.CHARGE_ONLINE, signalling.event()));
          if (answersAtOnce) {
            walk.next();
          } else {
            gates.add(new Gate(this, index));
          }
        }
        case "ANSWER_ORIGINATOR" -> signalling.answerOriginator(walk);
        case "AWAIT_ACK" -> signalling.awaitAck(walk);
        case "FORWARD" -> signalling.forward(walk);
        default -> signalling.awaitFirstAcceptance(walk);
      }
    }
  }
}
