package io.tollgate.ledger.cdr;

import io.tollgate.charging.record.AccountingRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One charging data record.
 *
 * @param number of all records of this node, without a gap
 * @param last the STOP or EVENT that closed it; its counters are of the whole session
 * @param opening what the START said; null for an event, and where no START came
 * @param closed when it was made
 */
record Cdr(long number, AccountingRecord last, @Nullable Opening opening, Instant closed) {

  /**
   * What only the START of a session knows.
   *
   * @param at when the session began
   * @param request when it was asked for
   * @param response when it was accepted; null where that is not known
   */
  record Opening(Instant at, Instant request, @Nullable Instant response) {}

  /** When what it tells of began. */
  Instant began() {
    return opening == null ? last.eventTime() : opening.at();
  }

  Instant requested() {
    return opening == null ? last.service().times().request() : opening.request();
  }
}
