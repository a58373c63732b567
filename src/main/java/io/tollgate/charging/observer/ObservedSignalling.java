package io.tollgate.charging.observer;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;

/** The signalling steps of one walk. */
public record ObservedSignalling(Signalling signalling, Procedure procedure, SessionWatch watch)
    implements Signalling {

  @Override
  public ChargingEvent event() {
    return signalling.event();
  }

  @Override
  public void charging() {
    signalling.charging();
  }

  @Override
  public void answerOriginator(Walk walk) {
    watch.answers(procedure);
    signalling.answerOriginator(walk);
  }

  @Override
  public void awaitAck(Walk walk) {
    signalling.awaitAck(walk);
  }

  @Override
  public void forward(Walk walk) {
    watch.forwards(procedure);
    signalling.forward(walk);
  }

  @Override
  public void awaitFirstAcceptance(Walk walk) {
    signalling.awaitFirstAcceptance(walk);
  }

  @Override
  public void refused(Refusal refusal) {
    watch.refused(procedure, refusal);
    signalling.refused(refusal);
  }

  @Override
  public void completed() {
    watch.completed(procedure, signalling.event());
    signalling.completed();
  }
}
