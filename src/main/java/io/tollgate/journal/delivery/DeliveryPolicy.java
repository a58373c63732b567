package io.tollgate.journal.delivery;

import java.time.Duration;

/**
 * How delivery behaves.
 *
 * @param triesPerCdf transmissions to one charging function before the other is tried
 * @param retryInterval between those
 * @param failuresBeforeDown transmissions without success, in a row, that make a function count as
 *     down
 * @param probeInterval how often a function that is down is tried
 * @param holdDown how long the primary is left alone after it failed while the secondary works
 * @param window most records in memory at a time; half of them may come from the backlog
 * @param drainPerSecond most records of the backlog to send in a second
 * @param scanInterval pause between two passes through the backlog
 * @param creditPatience how long a credit-control request waits for a server, before it is a dead
 *     letter; accounting records wait without an end
 */
public record DeliveryPolicy(
    int triesPerCdf,
    Duration retryInterval,
    int failuresBeforeDown,
    Duration probeInterval,
    Duration holdDown,
    int window,
    int drainPerSecond,
    Duration scanInterval,
    Duration creditPatience) {

  public static final DeliveryPolicy DEFAULT =
      new DeliveryPolicy(
          2,
          Duration.ofSeconds(1),
          3,
          Duration.ofSeconds(3),
          Duration.ofMinutes(1),
          2_000,
          500,
          Duration.ofSeconds(5),
          Duration.ofDays(1));

  /** The same, but for how fast the backlog goes out. */
  public DeliveryPolicy drainedAt(int perSecond) {
    return new DeliveryPolicy(
        triesPerCdf,
        retryInterval,
        failuresBeforeDown,
        probeInterval,
        holdDown,
        window,
        perSecond,
        scanInterval,
        creditPatience);
  }
}
