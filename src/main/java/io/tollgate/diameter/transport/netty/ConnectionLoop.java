package io.tollgate.diameter.transport.netty;

import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.UnknownAvps;
import io.tollgate.diameter.transport.WireWatch;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What connections need besides: the peers, and the way of their requests and answers. */
interface ConnectionLoop extends Loop {
  /** The configured peer with this DiameterIdentity. */
  @Nullable Peer find(String host);

  /** Looks the peer's address up elsewhere, and tells the answer here: empty if there is none. */
  void resolve(Peer peer, Consumer<List<InetAddress>> addresses);

  LocalNode node();

  PeerTimers timers();

  RequestEncoder encoder();

  UnknownAvps unknownAvps();

  Dispatcher dispatcher();

  /** Who sees what goes over the wire. */
  WireWatch wire();
}
