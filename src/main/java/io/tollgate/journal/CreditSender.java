package io.tollgate.journal;

import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import java.util.function.Consumer;

/**
 * Sends the credit-control requests that the journal repeats until they are answered: terminations
 * of sessions that died with their node, buffered debits, refunds.
 */
public interface CreditSender {

  /**
   * Transmits the request once; it may go to any OCS, the session's own first (RFC 8506 5.7).
   *
   * @param retransmission sets the T flag
   * @param outcome told exactly once, on any thread, within the request timeout; it may be told
   *     from within this call
   * @throws IllegalArgumentException if no CCR can be made of it; it becomes a dead letter
   */
  void send(CreditRequest request, boolean retransmission, Consumer<CreditOutcome> outcome);
}
