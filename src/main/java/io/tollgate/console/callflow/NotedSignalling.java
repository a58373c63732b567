package io.tollgate.console.callflow;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;

/** Notes the signalling steps of a walk. */
record NotedSignalling(Signalling signalling, Procedure procedure, String icid, CallFlows flows)
    implements Signalling {

  @Override
  public ChargingEvent event() {
    return signalling.event();
  }

  @Override
  public void answerOriginator(Walk walk) {
    note("answer");
    signalling.answerOriginator(walk);
  }

  @Override
  public void awaitAck(Walk walk) {
    signalling.awaitAck(walk);
  }

  @Override
  public void forward(Walk walk) {
    note("forward");
    signalling.forward(walk);
  }

  @Override
  public void awaitFirstAcceptance(Walk walk) {
    signalling.awaitFirstAcceptance(walk);
  }

  @Override
  public void refused(Refusal refusal) {
    flows.note(
        icid,
        "tollgate",
        "sip",
        "refused " + refusal.status(),
        procedure() + ": " + refusal.reason());
    signalling.refused(refusal);
  }

  @Override
  public void completed() {
    signalling.completed();
  }

  private void note(String what) {
    flows.note(icid, "tollgate", "sip", what, Words.lower(procedure));
  }
}
