package io.tollgate.conference;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.MessageGate;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.flow.FlowWalk;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Step;
import io.tollgate.charging.record.Debit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Walks given flows as charging does, notes each charge, and answers the gates when the test says
 * so.
 */
final class ScriptedCharging implements ChargedSession {

  record Charge(Procedure procedure, Step step, ChargingEvent event) {}

  final List<Charge> charges = new ArrayList<>();
  final Deque<Gate> gates = new ArrayDeque<>();
  private final Function<Procedure, List<Step>> flows;
  boolean answersAtOnce = true;

  ScriptedCharging(Function<Procedure, List<Step>> flows) {
    this.flows = flows;
  }

  @Override
  public void walk(Procedure procedure, Signalling signalling) {
    new FlowWalk(
            flows.apply(procedure), signalling, new Noting(procedure, signalling), Runnable::run)
        .start();
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
  record Gate(Procedure procedure, Runnable goOn, Consumer<Refusal> refused) {

    void grant() {
      goOn.run();
    }

    void refuse(int status) {
      refused.accept(new Refusal(status, "refused", null));
    }
  }

  private final class Noting implements FlowWalk.Charges {
    private final Procedure procedure;
    private final Signalling signalling;

    Noting(Procedure procedure, Signalling signalling) {
      this.procedure = procedure;
      this.signalling = signalling;
    }

    @Override
    public void offline(Runnable goOn) {
      charges.add(new Charge(procedure, Step.CHARGE_OFFLINE, signalling.event()));
      goOn.run();
    }

    @Override
    public void online(Runnable goOn, Consumer<Refusal> refused) {
      charges.add(new Charge(procedure, Step.CHARGE_ONLINE, signalling.event()));
      if (answersAtOnce) {
        goOn.run();
      } else {
        gates.add(new Gate(procedure, goOn, refused));
      }
    }

    @Override
    public void completed() {}
  }
}
