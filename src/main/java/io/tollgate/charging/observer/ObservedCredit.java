package io.tollgate.charging.observer;

import io.tollgate.charging.CreditPort;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.Failover;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The credit-control requests of one session, and what became of each. */
public record ObservedCredit(CreditPort port, SessionWatch watch) implements CreditPort {

  @Override
  public void late(CreditRequest request) {
    watch.late(request);
    port.late(request);
  }

  @Override
  public void goesOnUncharged(@Nullable Long ratingGroup, String why) {
    watch.goesOnUncharged(ratingGroup, why);
    port.goesOnUncharged(ratingGroup, why);
  }

  @Override
  public int newEndToEnd() {
    return port.newEndToEnd();
  }

  @Override
  public void send(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    watch.requested(request, false);
    port.send(request, failover, observed(request, outcome));
  }

  @Override
  public void repeat(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome) {
    watch.requested(request, true);
    port.repeat(request, failover, observed(request, outcome));
  }

  private Consumer<CreditOutcome> observed(CreditRequest request, Consumer<CreditOutcome> outcome) {
    return result -> {
      watch.requested(request, result);
      outcome.accept(result);
    };
  }
}
