package io.tollgate.charging.online;

import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** CHECK_BALANCE and PRICE_ENQUIRY: an answer, or a service error. */
final class Enquiry extends PendingEvent {

  private final Consumer<@Nullable CreditAnswer> reply;

  private Enquiry(OneTimeCredit credit, Consumer<@Nullable CreditAnswer> reply) {
    super(credit);
    this.reply = reply;
  }

  static Enquiry of(OneTimeCredit credit, Consumer<@Nullable CreditAnswer> reply) {
    return new Enquiry(credit, reply);
  }

  @Override
  void answered(CreditAnswer answer) {
    tell(answer.isSuccess() ? answer : null);
  }

  @Override
  void unusable(Unusable answer) {
    tell(null);
  }

  @Override
  void undeliverable(Undeliverable failure) {
    tell(null);
  }

  @Override
  void txExpired() {
    reply.accept(null);
  }

  private void tell(@Nullable CreditAnswer answer) {
    if (isTxRunning()) {
      stopTx();
      reply.accept(answer);
    }
  }
}
