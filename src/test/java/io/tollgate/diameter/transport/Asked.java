package io.tollgate.diameter.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds the outcome of one request, and notices when there is more than one. */
public final class Asked implements OutcomeListener {
  private final CompletableFuture<Outcome> first = new CompletableFuture<>();
  private final AtomicInteger outcomes = new AtomicInteger();

  @Override
  public void onOutcome(Outcome outcome) {
    outcomes.incrementAndGet();
    first.complete(outcome);
  }

  public Outcome outcome() {
    try {
      return first.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no outcome within 30 s", e);
    }
  }

  public int count() {
    return outcomes.get();
  }

  public boolean isOpen() {
    return !first.isDone();
  }
}
