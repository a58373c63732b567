package io.tollgate.charging.online;

import io.tollgate.charging.online.ResultTable.Effect;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.Settlement;
import io.tollgate.charging.session.Alarm;
import java.util.List;
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

  /**
   * Those of the request that the answer of a granting command took: a service's own Result-Code
   * goes before the command's (RFC 8506 8.16).
   */
  final List<ServiceUsage> taken(CreditAnswer answer) {
    if (request == null || !isTaken(answer.resultCode())) {
      return List.of();
    }
    return request.services().stream()
        .filter(
            service ->
                answer.services().stream()
                    .filter(
                        grant -> grant.isFor(service.ratingGroup(), service.serviceIdentifier()))
                    .allMatch(grant -> grant.resultCode() == null || isTaken(grant.resultCode())))
        .toList();
  }

  private boolean isTaken(int code) {
    return credit.policy().results().effect(code) == Effect.GRANT;
  }

  /** The command's code first, then each service's own. */
  final int decisive(CreditAnswer answer) {
    if (isTaken(answer.resultCode())) {
      for (ServiceGrant grant : answer.services()) {
        Integer own = grant.resultCode();
        if (own != null && !isTaken(own)) {
          return own;
        }
      }
    }
    return answer.resultCode();
  }

  /**
   * @return the code of what was not taken of it; 0 if all was
   */
  final int refusal(CreditAnswer answer) {
    return request == null ? 0 : Settlement.of(request, answer).code();
  }

  final boolean isTxRunning() {
    return tx != null && tx.isSet();
  }

  final void stopTx() {
    if (tx != null) {
      tx.off();
    }
  }

  final List<ServiceUsage> services() {
    return request == null ? List.of() : request.services();
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
