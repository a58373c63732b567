package io.tollgate.charging.record;

/**
 * Messages and octets since the session began (IM-Information 2110: 2111 to 2114). Input is what
 * the charged user sent, output what was sent to him.
 */
public record MessageCounters(
    long sent,
    long exploded,
    long successfullySent,
    long successfullyExploded,
    long octetsIn,
    long octetsOut) {

  public static final MessageCounters ZERO = new MessageCounters(0, 0, 0, 0, 0, 0);
}
