package io.tollgate.journal.delivery;

import java.util.concurrent.atomic.LongAdder;

/** What delivery has done since the start. */
public final class DeliveryCounters {

  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder retransmitted = new LongAdder();
  private final LongAdder deferred = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder replaced = new LongAdder();

  void countAcknowledged() {
    acknowledged.increment();
  }

  void countRetransmitted() {
    retransmitted.increment();
  }

  void countDeferred() {
    deferred.increment();
  }

  void countRefused() {
    refused.increment();
  }

  void countReplaced() {
    replaced.increment();
  }

  public long acknowledged() {
    return acknowledged.sum();
  }

  /** Transmissions with the T flag. */
  public long retransmitted() {
    return retransmitted.sum();
  }

  public long refused() {
    return refused.sum();
  }
}
