package io.tollgate.diameter.transport.netty;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Stops in good order: open requests first, then the peers, both within bounds. */
final class Shutdown {
  private static final long LOOK_AGAIN_MILLIS = 10;

  private final EventLoop loop;
  private final List<Peer> peers;
  private final Dispatcher dispatcher;
  private final Loop context;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  Shutdown(EventLoop loop, List<Peer> peers, Dispatcher dispatcher, Loop context) {
    this.loop = loop;
    this.peers = peers;
    this.dispatcher = dispatcher;
    this.context = context;
  }

  Future<Boolean> begin(Duration grace) {
    loop.execute(
        () -> {
          peers.forEach(Peer::stop);
          awaitRequests(context.now() + grace.toNanos());
        });
    return done;
  }

  private void awaitRequests(long until) {
    if (dispatcher.open() > 0 && context.now() - until < 0) {
      later(() -> awaitRequests(until));
      return;
    }
    dispatcher.stop();
    for (Peer peer : peers) {
      Connection connection = peer.connection();
      if (connection != null) {
        connection.disconnect();
      }
    }
    awaitLeave(context.now() + context.timers().disconnect().toNanos());
  }

  private void awaitLeave(long until) {
    boolean connected = peers.stream().anyMatch(peer -> peer.connection() != null);
    if (connected && context.now() - until < 0) {
      later(() -> awaitLeave(until));
      return;
    }
    for (Peer peer : peers) {
      Connection connection = peer.connection();
      if (connection != null) {
        connection.close("stopped");
      }
    }
    done.complete(true);
  }

  private void later(Runnable task) {
    Future<?> unused = loop.schedule(task, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }
}
