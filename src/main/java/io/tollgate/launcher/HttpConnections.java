package io.tollgate.launcher;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * Who holds connections without asking anything. One that asks slowly is not idle for Jetty: each
 * octet begins its idle time anew. Here a connection has so long until its next request is whole,
 * and where too many are open, the one that has waited longest makes room: whoever wants to know
 * how the server is gets in.
 */
final class HttpConnections implements Connection.Listener {

  /**
   * @param perSource open connections of one address
   * @param inAll of all addresses
   * @param forARequest until a request is whole, from the end of the one before
   * @param forAnAnswer until it is read to its end, from then on: a thread waits for who reads
   *     slowly. Streams of events have none
   */
  record Bounds(int perSource, int inAll, Duration forARequest, Duration forAnAnswer) {}

  private final Bounds bounds;
  private final LongSupplier nanoTime;
  private final Map<Connection, State> open = new ConcurrentHashMap<>();

  /** Of one connection; touched by the threads that serve it and by the sweep. */
  private static final class State {
    private final String source;
    private volatile long since;
    private volatile boolean served;
    private volatile BooleanSupplier endless = () -> false;

    private State(String source, long since) {
      this.source = source;
      this.since = since;
    }
  }

  HttpConnections(Bounds bounds, LongSupplier nanoTime) {
    this.bounds = bounds;
    this.nanoTime = nanoTime;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      // The one within it counts.
      return;
    }
    String source = source(connection.getEndPoint().getRemoteSocketAddress());
    synchronized (open) {
      makeRoom(bounds.perSource(), state -> state.source.equals(source));
      makeRoom(bounds.inAll(), state -> true);
      open.put(connection, new State(source, nanoTime.getAsLong()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  private static String source(SocketAddress address) {
    return address instanceof InetSocketAddress internet
        ? internet.getAddress().getHostAddress()
        : address.toString();
  }

  private void makeRoom(int most, Predicate<State> whose) {
    List<Map.Entry<Connection, State>> rivals =
        open.entrySet().stream().filter(each -> whose.test(each.getValue())).toList();
    if (rivals.size() >= most) {
      rivals.stream()
          .filter(each -> !each.getValue().served)
          .min(Comparator.comparingLong(each -> each.getValue().since - nanoTime.getAsLong()))
          .ifPresent(each -> close(each.getKey()));
    }
  }

  private void close(Connection connection) {
    open.remove(connection);
    connection.getEndPoint().close();
  }

  /**
   * A request has come whole.
   *
   * @param endless whether its answer has no end, as far as is known when it is asked
   */
  void asked(Connection connection, BooleanSupplier endless) {
    State state = open.get(connection);
    if (state != null) {
      state.since = nanoTime.getAsLong();
      state.endless = endless;
      state.served = true;
    }
  }

  /** It is answered, or will never be. */
  void answered(Connection connection) {
    State state = open.get(connection);
    if (state != null) {
      state.since = nanoTime.getAsLong();
      state.served = false;
      state.endless = () -> false;
    }
  }

  /** Closes those that took too long. */
  void sweep() {
    long now = nanoTime.getAsLong();
    for (Map.Entry<Connection, State> each : open.entrySet()) {
      State state = each.getValue();
      Duration most = state.served ? bounds.forAnAnswer() : bounds.forARequest();
      if (now - state.since > most.toNanos() && !state.endless.getAsBoolean()) {
        close(each.getKey());
      }
    }
  }

  int count() {
    return open.size();
  }
}
