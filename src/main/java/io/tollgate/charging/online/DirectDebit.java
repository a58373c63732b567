package io.tollgate.charging.online;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.online.ResultTable.Effect;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
import io.tollgate.charging.record.DebitFailureHandling;
import io.tollgate.charging.record.Octets;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.ServiceUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DIRECT_DEBITING. */
final class DirectDebit extends PendingEvent {

  private final Verdict verdict;

  DirectDebit(OneTimeCredit credit, Verdict verdict) {
    super(credit);
    this.verdict = verdict;
  }

  @Override
  void answered(CreditAnswer answer) {
    boolean waiting = isTxRunning();
    stopTx();
    DebitFailureHandling handling =
        answer.debitFailureHandling() == null
            ? credit.policy().debitFailureHandling()
            : answer.debitFailureHandling();
    int code = decisive(answer);
    Effect effect = credit.policy().results().effect(code);
    List<ServiceUsage> taken = taken(answer);
    if (taken.isEmpty()) {
      credit.notDebited();
    } else {
      credit.debited(refundInformation(answer), taken);
    }
    if (!waiting) {
      // The service was granted when Tx expired; a late no changes nothing.
      if (effect != Effect.GRANT) {
        credit.goesOnUncharged("answered " + code + " after Tx, when the message had gone");
      }
      return;
    }
    boolean granted =
        effect == Effect.GRANT
            || effect == Effect.FREE
            || (effect != Effect.DENY && handling == DebitFailureHandling.CONTINUE);
    if (granted && effect != Effect.GRANT) {
      credit.goesOnUncharged("answered " + code + ", and the message goes all the same");
    }
    if (granted) {
      verdict.granted();
    } else {
      if (!taken.isEmpty()) {
        credit.giveBack();
      }
      verdict.refused(refusal(code, "credit control: " + code));
    }
  }

  private static @Nullable Octets refundInformation(CreditAnswer answer) {
    return answer.services().stream()
        .map(ServiceGrant::refundInformation)
        .filter(information -> information != null)
        .findFirst()
        .orElse(null);
  }

  /** It says that the units were taken: the message goes, whatever else it says. */
  @Override
  void unusable(Unusable answer) {
    if (!answer.isSuccess()) {
      undeliverable(new Undeliverable(answer.why(), true));
      return;
    }
    boolean waiting = isTxRunning();
    stopTx();
    credit.debited(null, services());
    if (waiting) {
      verdict.granted();
    }
  }

  @Override
  void undeliverable(Undeliverable failure) {
    boolean waiting = isTxRunning();
    stopTx();
    boolean buffers =
        credit.policy().debitFailureHandling() == DebitFailureHandling.TERMINATE_OR_BUFFER;
    if (buffers && waiting && !failure.mayHaveBeenProcessed()) {
      credit.notDebited();
      verdict.refused(refusal(ResultTable.NO_ANSWER, "credit control: no answer"));
      return;
    }
    if (buffers) {
      store(failure.mayHaveBeenProcessed());
      credit.stored();
    } else {
      credit.notDebited();
      credit.goesOnUncharged("not delivered, and its failure handling is to go on");
    }
    if (waiting) {
      verdict.granted();
    }
  }

  /** Grant the service and go on waiting. */
  @Override
  void txExpired() {
    verdict.granted();
  }

  private Refusal refusal(int code, String reason) {
    return credit.policy().results().refusal(code, reason);
  }
}
