package io.tollgate.charging.online;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.online.ResultTable.Effect;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.FailureHandling;

/** What an answer, or the lack of one, means: to the session, and to whoever waits for it. */
final class AnswerRules {

  private final ResultTable results;
  private final boolean terminatesDenied;
  private FailureHandling failureHandling;

  AnswerRules(OnlinePolicy policy) {
    this.results = policy.results();
    this.failureHandling = policy.failureHandling();
    this.terminatesDenied = policy.terminateDenied();
  }

  /** What an answer says takes precedence over what is configured (RFC 8506 8.14). */
  void learn(CreditAnswer answer) {
    if (answer.failureHandling() != null) {
      failureHandling = answer.failureHandling();
    }
  }

  FailureHandling failureHandling() {
    return failureHandling;
  }

  boolean goesOnWithoutCredit() {
    return failureHandling == FailureHandling.CONTINUE;
  }

  boolean endsWithTx() {
    return failureHandling == FailureHandling.TERMINATE;
  }

  /** A TERMINATION follows also where the OCS has closed the session by its answer. */
  boolean terminatesDenied() {
    return terminatesDenied;
  }

  Effect effect(CreditAnswer answer) {
    return results.effect(answer.resultCode());
  }

  Refusal refusal(CreditAnswer answer) {
    return results.refusal(answer.resultCode(), "credit control: " + answer.resultCode());
  }

  /** The answer grants nothing at all. */
  Refusal nothingGranted() {
    return results.refusal(ResultTable.CREDIT_LIMIT_REACHED, "credit control: no units granted");
  }

  static Refusal unusable() {
    return new Refusal(500, "credit control: the answer is of no use", null);
  }

  Refusal refusal(Undeliverable failure) {
    return results.refusal(ResultTable.NO_ANSWER, "credit control: no answer");
  }

  Refusal noAnswer() {
    return results.refusal(ResultTable.NO_ANSWER, "credit control: no answer");
  }

  static Refusal aborted() {
    return new Refusal(403, "credit control: session aborted by the OCS", null);
  }

  static Refusal unknownUnits() {
    return new Refusal(500, "credit control: units of an unknown kind were granted", null);
  }

  static Refusal finalUnitsUsed() {
    return new Refusal(402, "credit control: final units used up", null);
  }
}
