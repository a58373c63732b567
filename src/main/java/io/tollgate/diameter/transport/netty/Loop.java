package io.tollgate.diameter.transport.netty;

import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.RequestHandler;
import io.tollgate.diameter.transport.UnknownAvps;
import io.tollgate.diameter.transport.WireWatch;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What peers and connections need from the event loop they live on. */
interface Loop {
  long now();

  void start(TimerWheel.Entry timer, long delayNanos);

  void stop(TimerWheel.Entry timer);

  /** Starts connecting; the peer is told how it went. */
  void connect(Peer peer);

  /** The configured peer with this DiameterIdentity. */
  @Nullable Peer find(String host);

  /** Looks the peer's address up elsewhere, and tells the answer here: empty if there is none. */
  void resolve(Peer peer, Consumer<List<InetAddress>> addresses);

  LocalNode node();

  PeerTimers timers();

  RequestEncoder encoder();

  UnknownAvps unknownAvps();

  Dispatcher dispatcher();

  RequestHandler handler();

  /** Who sees what goes over the wire. */
  WireWatch wire();
}
