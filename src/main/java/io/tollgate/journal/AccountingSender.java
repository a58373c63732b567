package io.tollgate.journal;

import io.tollgate.charging.record.AccountingRecord;
import java.util.function.Consumer;

/**
 * Sends accounting records as ACRs. The journal alone decides when, where to and how often: an
 * implementation neither repeats nor fails over.
 */
public interface AccountingSender {

  /** An End-to-End Identifier for a record, to be kept for all its transmissions (RFC 6733 3). */
  int newEndToEnd();

  /**
   * Makes the record ready to be sent, once for all its transmissions in this process.
   *
   * @throws IllegalArgumentException if no ACR can be made of it; it becomes a dead letter
   */
  Prepared prepare(AccountingRecord record);

  /** A record on its way. */
  @FunctionalInterface
  interface Prepared {

    /**
     * Transmits it once.
     *
     * @param retransmission sets the T flag: an earlier transmission, in this process or a former
     *     one, may have arrived
     * @param outcome told exactly once, on any thread, within the request timeout; it may be told
     *     from within this call
     */
    void send(boolean retransmission, CdfChoice cdf, Consumer<AccountingDelivery> outcome);
  }
}
