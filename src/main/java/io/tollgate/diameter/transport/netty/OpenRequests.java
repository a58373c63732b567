package io.tollgate.diameter.transport.netty;

import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.transport.Failover;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The requests that went out on one open connection and have no answer. */
final class OpenRequests {
  private final Loop loop;
  private final Connection connection;
  private final Peer peer;
  private final PendingRing ring;

  OpenRequests(Loop loop, Connection connection, Peer peer) {
    this.loop = loop;
    this.connection = connection;
    this.peer = peer;
    this.ring =
        new PendingRing(peer.config().maxOutstanding(), ThreadLocalRandom.current().nextInt());
  }

  int count() {
    return ring.size();
  }

  void send(PendingRequest request, Avps destinationHost, BatchWriter writer, long now) {
    int id = ring.add(request);
    request.sentOn(connection, id, now);
    loop.encoder().encode(request, id, destinationHost, writer.buffer());
  }

  @Nullable PendingRequest get(int hopByHop) {
    return ring.get(hopByHop);
  }

  void remove(PendingRequest request) {
    ring.remove(request);
    peer.publish();
  }

  /** Moves those requests to other peers that may go and find one; the others wait on. */
  void handOver() {
    ring.forEach(
        request -> {
          if (request.request().failover() == Failover.ANY
              && loop.dispatcher().hasAlternative(request)) {
            remove(request);
            loop.dispatcher().lost(request, peer);
          }
        });
  }

  /** The connection is gone. */
  void lost() {
    ring.forEach(
        request -> {
          ring.remove(request);
          loop.dispatcher().lost(request, peer);
        });
  }
}
