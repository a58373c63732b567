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
  public void send(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    String icid = request.service().correlation().icid();
    String name = Words.name(request);
    flows.note(icid, "tollgate", "ocs", name, Words.meaning(request));
    port.send(
        request,
        failover,
        result -> {
          flows.note(icid, "ocs", "tollgate", name, Words.meaning(result));
          outcome.accept(result);
        });
  }
}
