package io.tollgate;

import io.tollgate.charging.CreditPort;
import io.tollgate.charging.Incidents;
import io.tollgate.charging.Incidents.Kind;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.journal.CreditSender;
import java.util.function.Consumer;

/** Credit requests of sessions and of the journal, with everything told that goes wrong. */
final class WatchedCredit implements CreditPort, CreditSender {
  private final CreditPort port;
  private final CreditSender sender;
  private final Incidents incidents;
  private final ChargingObserver observer;

  WatchedCredit(
      CreditPort port, CreditSender sender, Incidents incidents, ChargingObserver observer) {
    this.port = port;
    this.sender = sender;
    this.incidents = incidents;
    this.observer = observer;
  }

  @Override
  public int newEndToEnd() {
    return port.newEndToEnd();
  }

  @Override
  public void send(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    if (request.action() == RequestedAction.REFUND_ACCOUNT) {
      tell(Kind.REFUNDED, request, 0, "what was debited for the message is given back");
    }
    port.send(request, failover, watched(request, outcome));
  }

  @Override
  public void repeat(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    tell(Kind.REPEATED, request, 0, name(request) + " goes out again with the T flag");
    port.repeat(request, failover, watched(request, outcome));
  }

  @Override
  public void late(CreditRequest request) {
    tell(Kind.TIMED_OUT, request, 0, name(request) + " was not answered within Tx");
    port.late(request);
  }

  @Override
  public void send(CreditRequest request, boolean retransmission, Consumer<CreditOutcome> outcome) {
    if (retransmission) {
      tell(Kind.REPEATED, request, 0, name(request) + " goes out again with the T flag");
    }
    sender.send(
        request,
        retransmission,
        watched(
            request,
            what -> {
              observer.answered(request, what);
              outcome.accept(what);
            }));
  }

  private Consumer<CreditOutcome> watched(CreditRequest request, Consumer<CreditOutcome> outcome) {
    return what -> {
      look(request, what);
      outcome.accept(what);
    };
  }

  private void look(CreditRequest request, CreditOutcome what) {
    if (what instanceof CreditOutcome.Answered answered) {
      look(request, answered.answer());
    } else if (what instanceof CreditOutcome.Unusable bad) {
      tell(
          Kind.NOT_UNDERSTOOD,
          request,
          bad.resultCode(),
          name(request) + ": " + bad.why() + "; it grants nothing");
    } else if (what instanceof CreditOutcome.Undeliverable lost) {
      tell(
          Kind.UNDELIVERED,
          request,
          0,
          name(request)
              + ": "
              + lost.why()
              + (lost.mayHaveBeenProcessed() ? "; it may have been acted upon" : ""));
    }
  }

  private void look(CreditRequest request, CreditAnswer answer) {
    if (!answer.isSuccess()) {
      tell(Kind.REFUSED, request, answer.resultCode(), name(request) + ", " + answer.reason());
      return;
    }
    for (ServiceGrant grant : answer.services()) {
      Integer own = grant.resultCode();
      if (own != null && own / 1000 != 2) {
        tell(
            Kind.REFUSED,
            request,
            own,
            name(request) + ", rating group " + grant.ratingGroup() + " alone");
      }
    }
  }

  private static String name(CreditRequest request) {
    return "CCR " + request.type() + " " + request.number();
  }

  private void tell(Kind kind, CreditRequest request, int code, String meaning) {
    incidents.happened(
        kind,
        ChargingInterface.CH2,
        code,
        request.sessionId(),
        String.valueOf(request.service().correlation().icid()),
        meaning);
  }
}
