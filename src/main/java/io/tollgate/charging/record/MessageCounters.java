package io.tollgate.charging.record;

/**
 * Messages and octets since the session began (IM-Information 2110: 2111 to 2114). Input is what
 * the charged user sent, output what that user received.
 */
public record MessageCounters(
    long sent,
    long exploded,
    long successfullySent,
    long successfullyExploded,
    long octetsIn,
    long octetsOut) {

  public static final MessageCounters ZERO = new MessageCounters(0, 0, 0, 0, 0, 0);

  /** What either has come to: counters only rise. */
  public MessageCounters atLeast(MessageCounters other) {
    return new MessageCounters(
        Math.max(sent, other.sent),
        Math.max(exploded, other.exploded),
        Math.max(successfullySent, other.successfullySent),
        Math.max(successfullyExploded, other.successfullyExploded),
        Math.max(octetsIn, other.octetsIn),
        Math.max(octetsOut, other.octetsOut));
  }
}
