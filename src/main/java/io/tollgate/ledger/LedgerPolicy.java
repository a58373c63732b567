package io.tollgate.ledger;

import java.time.Duration;

/**
 * How the ledger behaves.
 *
 * @param retention how long a session is kept
 * @param mostOctets on disk; beyond, the oldest go
 * @param mostQueued events that wait to be written; beyond, they are missed and counted
 * @param patience after its end, what does not add up is a difference
 */
public record LedgerPolicy(Duration retention, long mostOctets, int mostQueued, Duration patience) {

  public static final LedgerPolicy DEFAULT =
      new LedgerPolicy(Duration.ofDays(30), 4L << 30, 100_000, Duration.ofSeconds(60));
}
