package io.tollgate;

import io.tollgate.charging.Incidents;
import io.tollgate.charging.Incidents.Kind;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.AccountingDelivery;
import io.tollgate.journal.AccountingSender;

/** Accounting records on their way, with everything told that goes wrong. */
final class WatchedAccounting implements AccountingSender {
  private final AccountingSender sender;
  private final Incidents incidents;
  private final ChargingObserver observer;

  WatchedAccounting(AccountingSender sender, Incidents incidents, ChargingObserver observer) {
    this.sender = sender;
    this.incidents = incidents;
    this.observer = observer;
  }

  @Override
  public int newEndToEnd() {
    return sender.newEndToEnd();
  }

  @Override
  public Prepared prepare(AccountingRecord record) {
    Prepared prepared = sender.prepare(record);
    return (retransmission, cdf, outcome) -> {
      if (retransmission) {
        tell(Kind.REPEATED, record, 0, name(record) + " goes out again with the T flag");
      }
      prepared.send(
          retransmission,
          cdf,
          delivery -> {
            look(record, delivery);
            if (delivery instanceof AccountingDelivery.Answered answer) {
              observer.answered(record, answer.resultCode(), answer.peer());
            }
            outcome.accept(delivery);
          });
    };
  }

  private void look(AccountingRecord record, AccountingDelivery delivery) {
    if (delivery instanceof AccountingDelivery.Unanswered lost) {
      tell(
          Kind.UNDELIVERED,
          record,
          0,
          name(record)
              + ": "
              + lost.why()
              + (lost.mayHaveArrived() ? "; it may have been taken" : "")
              + "; it stays in the journal");
    } else if (delivery instanceof AccountingDelivery.Answered answer
        && answer.resultCode() / 1000 != 2) {
      tell(
          Kind.REFUSED,
          record,
          answer.resultCode(),
          name(record) + " by " + answer.peer() + ", Failed-AVP: " + answer.failedAvp());
    }
  }

  private static String name(AccountingRecord record) {
    return "ACR " + record.type() + " " + record.number();
  }

  private void tell(Kind kind, AccountingRecord record, int code, String meaning) {
    incidents.happened(
        kind,
        ChargingInterface.CH1,
        code,
        record.sessionId(),
        String.valueOf(record.service().correlation().icid()),
        meaning);
  }
}
