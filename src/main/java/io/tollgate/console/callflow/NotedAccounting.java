package io.tollgate.console.callflow;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import java.util.function.Consumer;

/** Notes each record and what became of it. */
public final class NotedAccounting implements AccountingPort {
  private final AccountingPort port;
  private final CallFlows flows;

  public NotedAccounting(AccountingPort port, CallFlows flows) {
    this.port = port;
    this.flows = flows;
  }

  @Override
  public boolean submit(
      AccountingRecord record, Runnable durable, Consumer<AccountingOutcome> outcome) {
    String icid = record.service().correlation().icid();
    String name = Words.name(record);
    flows.note(icid, "tollgate", "cdf", name, Words.meaning(record));
    return port.submit(
        record,
        durable,
        result -> {
          flows.note(icid, "cdf", "tollgate", name, Words.meaning(result));
          outcome.accept(result);
        });
  }

  @Override
  public boolean owe(AccountingRecord event, Runnable durable) {
    return port.owe(event, durable);
  }

  @Override
  public void hurry() {
    port.hurry();
  }

  @Override
  public UsageLine usageLine(String sessionId) {
    return port.usageLine(sessionId);
  }

  @Override
  public void checkpoint(AccountingRecord unsent) {
    port.checkpoint(unsent);
  }
}
