package io.tollgate.charging.online;

import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;

/** REFUND_ACCOUNT. */
final class Refund extends PendingEvent {

  Refund(OneTimeCredit credit) {
    super(credit);
  }

  @Override
  void answered(CreditAnswer answer) {
    stopTx();
    int code = refusal(answer);
    if (code == 0) {
      delete();
    } else {
      // The user's money is with the OCS still.
      bury(code, "the OCS refused the refund: " + answer.reason());
    }
  }

  @Override
  void unusable(Unusable answer) {
    stopTx();
    if (answer.isSuccess()) {
      delete();
    } else {
      store(true);
    }
  }

  @Override
  void undeliverable(Undeliverable failure) {
    stopTx();
    store(failure.mayHaveBeenProcessed());
  }

  /** Nobody waits for a refund, and the transport will still tell what becomes of it. */
  @Override
  void txExpired() {}
}
