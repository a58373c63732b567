package io.tollgate.msrp;

import java.time.Duration;

/**
 * What a peer may make the plane hold or wait for.
 *
 * @param messageBytes largest message: 413 beyond it
 * @param openMessages messages of one leg that may be incomplete at once: 413 beyond it
 * @param openMessageAge an incomplete message without a new chunk for this long is abandoned
 * @param connections accepted connections: more are closed at once
 * @param bindTime a connection that serves no session for this long is closed
 * @param transaction how long a peer may take to answer a SEND (RFC 4975 section 7.1.1: 30 s)
 * @param connectTime how long a connection may take to be made
 * @param queueBytes octets that may wait for one recipient
 * @param queueBytesInAll octets that may wait for all recipients; as they fill, one may have no
 *     more waiting than half of what is left
 * @param pendingAnswers answers that one recipient may owe
 * @param patience how long a conference's senders wait for a receiver that is behind
 * @param usageInterval least time between two {@link MsrpListener#usage} calls of a session
 * @param linger how long a closing session waits for answers that are still out
 * @param freePerSecond notifications of one party that are not counted; more are
 */
public record MsrpLimits(
    long messageBytes,
    int openMessages,
    Duration openMessageAge,
    int connections,
    Duration bindTime,
    Duration transaction,
    Duration connectTime,
    int queueBytes,
    long queueBytesInAll,
    int pendingAnswers,
    Duration patience,
    Duration usageInterval,
    Duration linger,
    int freePerSecond) {

  public static final MsrpLimits DEFAULT =
      new MsrpLimits(
          100L << 20,
          64,
          Duration.ofSeconds(60),
          20_000,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          1 << 20,
          256L << 20,
          8192,
          Duration.ofSeconds(1),
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          20);
}
