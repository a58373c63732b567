package io.tollgate.diameter.transport.netty;

import io.tollgate.diameter.transport.RequestHandler;

/** What a peer needs from the event loop it lives on. */
interface Loop {
  long now();

  void start(TimerWheel.Entry timer, long delayNanos);

  void stop(TimerWheel.Entry timer);

  /** Starts connecting; the peer is told how it went. */
  void connect(Peer peer);

  /** What the request waited for has come, or will not. */
  void goOn(PendingRequest request);

  RequestHandler handler();
}
