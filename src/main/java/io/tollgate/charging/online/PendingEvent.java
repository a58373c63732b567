package io.tollgate.charging.online;

import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.session.Alarm;
import org.jspecify.annotations.Nullable;

/** PendingE: a one-time event is on its way (RFC 8506 table 5); one class per requested action. */
abstract sealed class PendingEvent permits DirectDebit, Refund {

  final OneTimeCredit credit;
  private @Nullable CreditRequest request;
  private @Nullable Alarm tx;

  PendingEvent(OneTimeCredit credit) {
    this.credit = credit;
  }

  final void sent(CreditRequest what, Alarm alarm) {
    request = what;
    tx = alarm;
    alarm.set(credit.policy().txInitial());
  }

  final boolean isTxRunning() {
    return tx != null && tx.isSet();
  }

  final void stopTx() {
    if (tx != null) {
      tx.off();
    }
  }

  /** Stores the request; it is repeated until it is answered. */
  final void store(boolean mayHaveArrived) {
    if (request != null) {
      credit.ledger().repeatUntilAnswered(request, mayHaveArrived);
    }
  }

  final void delete() {
    if (request != null) {
      credit.ledger().settle(request.sessionId());
    }
  }

  /** Nobody took it: an operator is to decide. */
  final void bury(int resultCode, String reason) {
    if (request != null) {
      credit.ledger().deadLetter(request, resultCode, reason);
    }
  }

  abstract void answered(CreditAnswer answer);

  abstract void unusable(Unusable answer);

  abstract void undeliverable(Undeliverable failure);

  abstract void txExpired();
}
