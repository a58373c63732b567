package io.tollgate.diameter.transport.netty;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The requests that went out on one open connection and have no answer. */
final class OpenRequests {
  private static final int LOOKS = 4;

  private final ConnectionLoop loop;
  private final Connection connection;
  private final Peer peer;
  private final PendingRing ring;
  private final TimerWheel.Entry silence;

  /** Since when requests are open and no answer has come to any. */
  private long silentSince;

  private boolean watched;
  private boolean closed;

  OpenRequests(ConnectionLoop loop, Connection connection, Peer peer) {
    this.loop = loop;
    this.connection = connection;
    this.peer = peer;
    this.ring =
        new PendingRing(peer.config().maxOutstanding(), ThreadLocalRandom.current().nextInt());
    this.silence =
        new TimerWheel.Entry() {
          @Override
          void expired() {
            listen();
          }
        };
  }

  int count() {
    return ring.size();
  }

  void send(PendingRequest request, Way way, BatchWriter writer, long now) {
    if (ring.size() == 0) {
      silentSince = now;
    }
    int id = ring.add(request);
    request.sentOn(connection, way, id, now);
    ByteBuf out = writer.buffer();
    int from = out.writerIndex();
    loop.encoder().encode(request, id, way.peer().host(), way.destination(), out);
    if (loop.wire().isOn()) {
      connection.show(
          request.request().sessionId(),
          true,
          Connection.copy(out, from, out.writerIndex() - from));
    }
    if (!watched && !closed) {
      watched = true;
      look();
    }
  }

  @Nullable PendingRequest get(int hopByHop) {
    return ring.get(hopByHop);
  }

  void remove(PendingRequest request) {
    ring.remove(request);
    peer.publish();
  }

  void answered(PendingRequest request) {
    remove(request);
    silentSince = loop.now();
    peer.spoke();
  }

  private void look() {
    loop.start(silence, loop.timers().silence().toNanos() / LOOKS);
  }

  /** A peer may answer its watchdogs and nothing else. */
  private void listen() {
    watched = ring.size() > 0;
    if (watched) {
      if (loop.now() - silentSince >= loop.timers().silence().toNanos()) {
        peer.fellSilent(connection);
      }
      look();
    }
  }

  /** Moves those requests to other peers that may go and find one; the others wait on. */
  void handOver() {
    ring.forEach(
        request -> {
          if (loop.dispatcher().mayMove(request, peer)) {
            remove(request);
            loop.dispatcher().lost(request, peer, false);
          }
        });
  }

  /**
   * The connection is gone.
   *
   * @param farewell the peer took leave
   */
  void lost(boolean farewell) {
    closed = true;
    loop.stop(silence);
    ring.forEach(
        request -> {
          ring.remove(request);
          loop.dispatcher().lost(request, peer, farewell);
        });
  }
}
