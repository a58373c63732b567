package io.tollgate.journal;

import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.ServiceGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Answers every request the same way. */
final class FakeOcs implements CreditSender {

  final List<String> seen = new ArrayList<>();
  String firstSeen = "";
  final List<CreditRequest> requests = new ArrayList<>();
  private Function<CreditRequest, CreditOutcome> behaviour = request -> answered(2001);

  static CreditOutcome answered(int code) {
    return new CreditOutcome.Answered(
        new CreditAnswer(code, List.of(), null, null, null, null, null, null, null, null));
  }

  /** Success, but for one rating group. */
  static CreditOutcome answeredFor(long group, int code) {
    ServiceGrant grant =
        new ServiceGrant(
            group, null, code, null, null, null, null, null, null, null, null, null, null, null,
            false);
    return new CreditOutcome.Answered(
        new CreditAnswer(2001, List.of(grant), null, null, null, null, null, null, null, null));
  }

  void always(CreditOutcome next) {
    behaviour = request -> next;
  }

  void on(Function<CreditRequest, CreditOutcome> each) {
    behaviour = each;
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
    firstSeen = firstSeen.isEmpty() ? seen.get(0) : firstSeen;
    listener.accept(behaviour.apply(request));
  }
}
