package io.tollgate.diameter.transport;

import java.time.Duration;

/**
 * @param connect bound on connecting, TLS handshake included
 * @param capabilities bound on the capabilities exchange after that
 * @param watchdog Tw of RFC 3539 3.4.1: at least 6 s in operation, jittered by up to 2 s
 * @param reconnectFirst wait before the first new attempt (Tc); doubles up to the ceiling
 * @param failBack zero to trust a peer that comes back at once, and not after three watchdogs
 * @param disconnect bound on the wait for a DPA
 * @param silence how long a peer may leave requests unanswered before others are asked first
 */
public record PeerTimers(
    Duration connect,
    Duration capabilities,
    Duration watchdog,
    Duration reconnectFirst,
    Duration reconnectCeiling,
    Duration failBack,
    Duration disconnect,
    Duration silence) {

  public static final PeerTimers DEFAULT =
      new PeerTimers(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ZERO,
          Duration.ofSeconds(2),
          Duration.ofSeconds(3));

  public PeerTimers(
      Duration connect,
      Duration capabilities,
      Duration watchdog,
      Duration reconnectFirst,
      Duration reconnectCeiling,
      Duration failBack,
      Duration disconnect) {
    this(
        connect,
        capabilities,
        watchdog,
        reconnectFirst,
        reconnectCeiling,
        failBack,
        disconnect,
        Duration.ofSeconds(3));
  }
}
