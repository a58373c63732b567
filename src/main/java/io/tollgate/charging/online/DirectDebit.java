package io.tollgate.charging.online;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.online.ResultTable.Effect;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
import io.tollgate.charging.record.DebitFailureHandling;
import io.tollgate.charging.record.ServiceGrant;

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
    if (effect == Effect.GRANT) {
      credit.debited(
          answer.services().stream()
              .map(ServiceGrant::refundInformation)
              .filter(information -> information != null)
              .findFirst()
              .orElse(null));
    } else {
      credit.notDebited();
    }
    if (!waiting) {
      // The service was granted when Tx expired; a late no changes nothing.
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
      verdict.refused(refusal(code, "credit control: " + code));
    }
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
    credit.debited(null);
    if (waiting) {
      verdict.granted();
    }
  }

  /** The command's code first, then each service's own. */
  private int decisive(CreditAnswer answer) {
    int code = answer.resultCode();
    if (credit.policy().results().effect(code) == Effect.GRANT) {
      for (ServiceGrant grant : answer.services()) {
        Integer own = grant.resultCode();
        if (own != null && credit.policy().results().effect(own) != Effect.GRANT) {
          return own;
        }
      }
    }
    return code;
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
