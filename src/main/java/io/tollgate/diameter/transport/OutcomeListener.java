package io.tollgate.diameter.transport;

/** Learns the outcome of one request, once, on a thread of the transport: it must not block. */
@FunctionalInterface
public interface OutcomeListener {
  void onOutcome(Outcome outcome);
}
