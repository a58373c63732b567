package io.tollgate.diameter.transport.netty;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Takes leave of peers in good order, of all when the node stops or of those that the operator took
 * out: open requests first, then the peers, both within bounds.
 */
final class Shutdown {
  private static final long LOOK_AGAIN_MILLIS = 10;

  private final EventLoop loop;
  private final ConnectionLoop context;
  private final List<Peer> peers;
  private final BooleanSupplier busy;
  private final Runnable beforeLeave;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  private Shutdown(
      EventLoop loop,
      ConnectionLoop context,
      List<Peer> peers,
      BooleanSupplier busy,
      Runnable beforeLeave) {
    this.loop = loop;
    this.context = context;
    this.peers = peers;
    this.busy = busy;
    this.beforeLeave = beforeLeave;
  }

  static Shutdown ofAll(
      EventLoop loop, ConnectionLoop context, List<Peer> peers, Dispatcher dispatcher) {
    return new Shutdown(loop, context, peers, () -> dispatcher.open() > 0, dispatcher::stop);
  }

  static Shutdown ofSome(EventLoop loop, ConnectionLoop context, List<Peer> peers) {
    return new Shutdown(
        loop, context, peers, () -> peers.stream().anyMatch(Shutdown::isAnswering), () -> {});
  }

  private static boolean isAnswering(Peer peer) {
    Link connection = peer.connection();
    return connection != null && connection.outstanding() > 0;
  }

  CompletableFuture<Boolean> begin(Duration grace) {
    loop.execute(
        () -> {
          peers.forEach(Peer::stop);
          awaitRequests(context.now() + grace.toNanos());
        });
    return done;
  }

  private void awaitRequests(long until) {
    if (busy.getAsBoolean() && context.now() - until < 0) {
      later(() -> awaitRequests(until));
      return;
    }
    beforeLeave.run();
    leaving(Link::disconnect);
    awaitLeave(context.now() + context.timers().disconnect().toNanos());
  }

  private void awaitLeave(long until) {
    boolean connected =
        peers.stream().anyMatch(peer -> peer.isStopped() && peer.connection() != null);
    if (connected && context.now() - until < 0) {
      later(() -> awaitLeave(until));
      return;
    }
    leaving(connection -> connection.close("stopped"));
    done.complete(true);
  }

  /** One that was put into use again in the meantime stays. */
  private void leaving(Consumer<Link> does) {
    for (Peer peer : peers) {
      Link connection = peer.connection();
      if (connection != null && peer.isStopped()) {
        does.accept(connection);
      }
    }
  }

  private void later(Runnable task) {
    Future<?> unused = loop.schedule(task, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }
}
