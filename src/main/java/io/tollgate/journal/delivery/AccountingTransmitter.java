package io.tollgate.journal.delivery;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.AccountingDelivery;
import io.tollgate.journal.AccountingSender;
import io.tollgate.journal.CdfChoice;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends an ACR and judges its answer. */
final class AccountingTransmitter implements Transmitter {

  private static final List<Target> CONFIGURED =
      List.of(configured("primary CDF"), configured("secondary CDF"));

  /** What stands behind one that P-Charging-Function-Addresses names. */
  private static final Target ANY_CONFIGURED = configured("configured CDFs");

  private final AccountingSender sender;
  private final AccountingRecord record;
  private AccountingSender.@Nullable Prepared prepared;

  AccountingTransmitter(AccountingSender sender, AccountingRecord record) {
    this.sender = sender;
    this.record = record;
  }

  @Override
  public List<Target> targets() {
    List<String> ccf = record.peers().ccf();
    return switch (ccf.size()) {
      case 0 -> CONFIGURED;
      case 1 -> List.of(named(ccf.get(0)), ANY_CONFIGURED);
      default -> List.of(named(ccf.get(0)), named(ccf.get(1)));
    };
  }

  @Override
  public long number() {
    return record.number();
  }

  @Override
  public String icid() {
    return String.valueOf(record.service().correlation().icid());
  }

  private static Target configured(String name) {
    return new Target(name, ChargingInterface.CH1, true);
  }

  private static Target named(String name) {
    return new Target(name, ChargingInterface.CH1, false);
  }

  @Override
  public void send(boolean retransmission, CdfChoice choice, Consumer<Verdict> verdict) {
    AccountingSender.Prepared ready = prepared;
    if (ready == null) {
      ready = sender.prepare(record);
      prepared = ready;
    }
    ready.send(retransmission, choice, delivery -> verdict.accept(judge(delivery)));
  }

  private static Verdict judge(AccountingDelivery delivery) {
    if (delivery instanceof AccountingDelivery.Answered answer) {
      return judge(answer);
    }
    AccountingDelivery.Unanswered none = (AccountingDelivery.Unanswered) delivery;
    return new Verdict.Deferred(none.why(), none.mayHaveArrived(), none.mayHaveArrived());
  }

  private static Verdict judge(AccountingDelivery.Answered answer) {
    int code = answer.resultCode();
    if (ResultCodes.isSuccess(code)) {
      return new Verdict.Accepted(code, answer.interimInterval());
    } else if (ResultCodes.isTransient(code)) {
      return new Verdict.Deferred(answer.peer() + " answered " + code, true, false);
    }
    String failed = answer.failedAvp();
    return new Verdict.Refused(code, failed == null ? "no Failed-AVP" : "Failed-AVP " + failed);
  }
}
