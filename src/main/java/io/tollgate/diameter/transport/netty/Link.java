package io.tollgate.diameter.transport.netty;

import java.time.Duration;

/** A peer's connection, as the peer and the requests on it see it. Belongs to the event loop. */
interface Link {
  /** We began it, and the peer has not said yet that it agrees (RFC 6733 5.6). */
  boolean isAwaitingAnswer();

  boolean isWritable();

  boolean isTo(String address);

  /** Requests without an answer. */
  int outstanding();

  void watch(Watchdog with, Duration interval);

  void send(PendingRequest request, Way way, long now);

  /** Nobody waits for the answer any more. */
  Peer forget(PendingRequest request);

  /** Moves those requests to other peers that may go and find one; the others wait on. */
  void handOver();

  /** Says good-bye, and closes on the answer or when its time is up. */
  void disconnect();

  void close(String why);
}
