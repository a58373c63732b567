package io.tollgate.diameter.transport;

import java.time.Duration;

/**
 * @param connect bound on connecting, TLS handshake included
 * @param capabilities bound on the capabilities exchange after that
 * @param watchdog Tw of RFC 3539 3.4.1: at least 6 s in operation, jittered by up to 2 s
 * @param reconnectFirst wait before the first new attempt (Tc); doubles up to the ceiling
 * @param failBack how long a peer that came back must stay up before it is preferred again
 * @param disconnect bound on the wait for a DPA
 */
public record PeerTimers(
    Duration connect,
    Duration capabilities,
    Duration watchdog,
    Duration reconnectFirst,
    Duration reconnectCeiling,
    Duration failBack,
    Duration disconnect) {

  public static final PeerTimers DEFAULT =
      new PeerTimers(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ZERO,
          Duration.ofSeconds(2));
}
