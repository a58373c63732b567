package io.tollgate.charging.observer;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import java.util.function.Consumer;

/** The records of one session, and what became of each. */
public record ObservedAccounting(AccountingPort port, SessionWatch watch)
    implements AccountingPort {

  @Override
  public boolean submit(
      AccountingRecord record, Runnable durable, Consumer<AccountingOutcome> outcome) {
    watch.recorded(record);
    return port.submit(
        record,
        durable,
        result -> {
          watch.recorded(record, result);
          outcome.accept(result);
        });
  }

  @Override
  public boolean journalClosing(AccountingRecord event, Runnable durable) {
    return port.journalClosing(event, durable);
  }

  @Override
  public void commitNow() {
    port.commitNow();
  }

  @Override
  public UsageLine usageLine(String sessionId) {
    return port.usageLine(sessionId);
  }

  @Override
  public void checkpoint(AccountingRecord unsent) {
    watch.checkpoint(unsent);
    port.checkpoint(unsent);
  }
}
