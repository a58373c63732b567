package io.tollgate.journal;

import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers every request the same way. */
final class FakeOcs implements CreditSender {

  final List<String> seen = new ArrayList<>();
  final List<CreditRequest> requests = new ArrayList<>();
  private CreditOutcome outcome = answered(2001);

  static CreditOutcome answered(int code) {
    return new CreditOutcome.Answered(
        new CreditAnswer(code, List.of(), null, null, null, null, null, null, null, null));
  }

  void always(CreditOutcome next) {
    outcome = next;
  }

  @Override
  public void send(
      CreditRequest request, boolean retransmission, Consumer<CreditOutcome> listener) {
    requests.add(request);
    seen.add(
        request.sessionId()
            + " "
            + request.type()
            + " "
            + request.number()
            + (retransmission ? " T" : ""));
    listener.accept(outcome);
  }
}
