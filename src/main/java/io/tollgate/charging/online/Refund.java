package io.tollgate.charging.online;

import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** REFUND_ACCOUNT. */
final class Refund extends PendingEvent {

  private static final Logger LOG = LogManager.getLogger(Refund.class);

  Refund(OneTimeCredit credit) {
    super(credit);
  }

  @Override
  void answered(CreditAnswer answer) {
    stopTx();
    delete();
    if (!answer.isSuccess()) {
      LOG.warn("The OCS refused a refund with {}", answer.resultCode());
    }
  }

  @Override
  void undeliverable(Undeliverable failure) {
    stopTx();
    store();
  }

  /** Nobody waits for a refund, and the transport will still tell what becomes of it. */
  @Override
  void txExpired() {}
}
