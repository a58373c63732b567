package io.tollgate.charging.observer;

import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.UsageLine;
import io.tollgate.charging.record.CreditRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one session leaves to the journal. */
public record ObservedLedger(CreditLedger ledger, SessionWatch watch) implements CreditLedger {

  @Override
  public boolean journalClosing(
      @Nullable CreditRequest unanswered, CreditRequest termination, Runnable durable) {
    return ledger.journalClosing(unanswered, termination, durable);
  }

  @Override
  public UsageLine usageLine(String sessionId) {
    return ledger.usageLine(sessionId);
  }

  @Override
  public void settle(String sessionId) {
    ledger.settle(sessionId);
  }

  @Override
  public void repeatUntilAnswered(List<CreditRequest> requests, boolean mayHaveArrived) {
    requests.forEach(watch::stored);
    ledger.repeatUntilAnswered(requests, mayHaveArrived);
  }

  @Override
  public void deadLetter(CreditRequest refused, int resultCode, String reason) {
    watch.buried(refused, resultCode, reason);
    ledger.deadLetter(refused, resultCode, reason);
  }
}
