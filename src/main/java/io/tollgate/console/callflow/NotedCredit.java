package io.tollgate.console.callflow;

import io.tollgate.charging.CreditPort;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import java.util.function.Consumer;

/** Notes each credit-control request and what became of it. */
public final class NotedCredit implements CreditPort {
  private final CreditPort port;
  private final CallFlows flows;

  public NotedCredit(CreditPort port, CallFlows flows) {
    this.port = port;
    this.flows = flows;
  }

  @Override
  public void late(CreditRequest request) {
    flows.note(
        request.service().correlation().icid(),
        "ocs",
        "tollgate",
        Words.name(request),
        "no answer within Tx");
    port.late(request);
  }

  @Override
  public int newEndToEnd() {
    return port.newEndToEnd();
  }

  @Override
  public void send(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    port.send(request, failover, noted(request, "", outcome));
  }

  @Override
  public void repeat(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    port.repeat(request, failover, noted(request, "sent again: ", outcome));
  }

  private Consumer<CreditOutcome> noted(
      CreditRequest request, String how, Consumer<CreditOutcome> outcome) {
    String icid = request.service().correlation().icid();
    String name = Words.name(request);
    flows.note(icid, "tollgate", "ocs", name, how + Words.meaning(request));
    return result -> {
      flows.note(icid, "ocs", "tollgate", name, Words.meaning(result));
      outcome.accept(result);
    };
  }
}
