package io.tollgate.journal.delivery;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.SessionServer;
import io.tollgate.charging.record.Settlement;
import io.tollgate.journal.CdfChoice;
import io.tollgate.journal.CreditSender;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Sends a CCR that is repeated until answered (RFC 8506 6.5), and judges its answer. */
final class CreditTransmitter implements Transmitter {

  private static final Target ANY = new Target("OCS", ChargingInterface.CH2, true);

  private final CreditSender sender;
  private final CreditRequest request;

  CreditTransmitter(CreditSender sender, CreditRequest request) {
    this.sender = sender;
    this.request = request;
  }

  @Override
  public long number() {
    return request.number();
  }

  @Override
  public String icid() {
    return String.valueOf(request.service().correlation().icid());
  }

  /** One that has the session and may not pass it on is down by itself (RFC 8506 5.7). */
  @Override
  public List<Target> targets() {
    SessionServer server = request.peers().server();
    List<String> ecf = request.peers().ecf();
    if (server != null && !server.mayMove()) {
      return List.of(named("OCS " + server.host().toLowerCase(Locale.ROOT)));
    }
    return List.of(server != null || ecf.isEmpty() ? ANY : named(ecf.get(0)));
  }

  private static Target named(String name) {
    return new Target(name, ChargingInterface.CH2, false);
  }

  @Override
  public void send(boolean retransmission, CdfChoice choice, Consumer<Verdict> verdict) {
    sender.send(request, retransmission, outcome -> verdict.accept(judge(outcome)));
  }

  private Verdict judge(CreditOutcome outcome) {
    if (outcome instanceof CreditOutcome.Answered answered) {
      return judge(answered.answer());
    }
    if (outcome instanceof CreditOutcome.Unusable bad) {
      return bad.isSuccess()
          ? new Verdict.Accepted(bad.resultCode(), null)
          : new Verdict.Refused(bad.resultCode(), "answered with nonsense: " + bad.why());
    }
    CreditOutcome.Undeliverable none = (CreditOutcome.Undeliverable) outcome;
    return new Verdict.Deferred(
        none.why(), none.mayHaveBeenProcessed(), none.mayHaveBeenProcessed());
  }

  private Verdict judge(CreditAnswer answer) {
    int code = answer.resultCode();
    Settlement settlement = Settlement.of(request, answer);
    if (settlement.isWhole()) {
      return new Verdict.Accepted(code, null);
    }
    if (code / 1000 == 3 && ResultCodes.isTransient(code)) {
      return new Verdict.Deferred("OCS answered " + code, true, false);
    }
    if (settlement.untaken().size() == request.services().size()) {
      return new Verdict.Refused(settlement.code(), answer.reason());
    }
    return new Verdict.PartlyRefused(
        settlement.code(), answer.reason(), request.withServices(settlement.untaken()));
  }
}
