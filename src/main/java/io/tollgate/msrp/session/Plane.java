package io.tollgate.msrp.session;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.tollgate.msrp.HeadWatch;
import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.MsrpStatus;
import io.tollgate.msrp.sdp.MessageMedia;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the sessions of a node share: its loops, its ports, and the table of legs. */
final class Plane implements Connections, Connection.Home {
  /** 120 random bits: who knows a leg's URI is its peer. */
  private static final int ID_OCTETS = 15;

  private final MsrpConfig config;
  private final Transport transport;
  private final Expected expected = new Expected();
  private final Map<EventLoop, Loop> loops = new ConcurrentHashMap<>();

  /** Connections that we made, by peer; each loop has its own, which nobody else touches. */
  private final Map<Loop, Map<String, Connection>> outbound = new HashMap<>();

  private final List<Loop> inTurn = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<String, MessageLeg> legs = new ConcurrentHashMap<>();
  private final Map<Object, Runnable> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong queued = new AtomicLong();
  private final SecureRandom random = new SecureRandom();
  private final @Nullable TlsContext tls;
  private final HeadWatch watch;

  private Plane(MsrpConfig config, @Nullable TlsContext tls, LongSupplier nanos, HeadWatch watch) {
    this.config = config;
    this.tls = tls;
    this.watch = watch;
    this.transport = new Transport(config.loops(), config.nativeTransport(), expected::loopFor);
    long tick = config.limits().usageInterval().toNanos();
    for (EventLoop loop : transport.loops()) {
      Loop own = new Loop(loop, nanos, tick);
      loops.put(loop, own);
      inTurn.add(own);
      outbound.put(own, new HashMap<>());
    }
  }

  /** Opens the ports. */
  static Plane start(MsrpConfig config, HeadWatch watch) {
    TlsContext tls = config.tls() == null ? null : TlsContext.of(config.tls());
    Plane plane = new Plane(config, tls, System::nanoTime, watch);
    try {
      plane.listen();
    } catch (RuntimeException e) {
      plane.close();
      throw e;
    }
    return plane;
  }

  private void listen() {
    transport.listen(config.bindAddresses(), config.tcpPort(), channel -> accepted(channel, null));
    TlsContext context = tls;
    if (context != null) {
      transport.listenTls(
          config.bindAddresses(), context.port(), channel -> accepted(channel, context));
    }
  }

  Runnable renewedCertificates() {
    TlsContext context = tls;
    return context == null ? () -> {} : context.renewed();
  }

  private void accepted(Channel channel, @Nullable TlsContext context) {
    if (connections.incrementAndGet() > config.limits().connections()) {
      connections.decrementAndGet();
      channel.close();
      return;
    }
    if (context != null) {
      channel.pipeline().addLast(context.serverHandler(channel));
    }
    tap(channel);
    channel.pipeline().addLast(new Connection(channel, loopOf(channel), this, context, null));
  }

  /** Behind TLS, and before the connection itself. */
  void tap(Channel channel) {
    if (watch.isOn()) {
      channel.pipeline().addLast(new HeadTap(channel, watch, this::find));
    }
  }

  private Loop loopOf(Channel channel) {
    Loop loop = loops.get(channel.eventLoop());
    if (loop == null) {
      throw new IllegalStateException("channel of a foreign loop: " + channel);
    }
    return loop;
  }

  /** Sessions have a turn of their own: taken with Netty's, theirs would all fall on few loops. */
  Loop nextLoop() {
    return inTurn.get(Math.floorMod(turn.getAndIncrement(), inTurn.size()));
  }

  String newId() {
    byte[] octets = new byte[ID_OCTETS];
    random.nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  void add(MessageLeg leg) {
    legs.put(leg.id, leg);
  }

  @Override
  public @Nullable MessageLeg find(String id) {
    return legs.get(id);
  }

  @Override
  public void forget(MessageLeg leg) {
    legs.remove(leg.id, leg);
  }

  void opened(Object session, Runnable close) {
    sessions.put(session, close);
  }

  void ended(Object session) {
    sessions.remove(session);
  }

  @Override
  public void expect(MessageLeg leg, MessageMedia peer) {
    expected.add(leg, peer);
  }

  @Override
  public void expectNoMore(MessageLeg leg, MessageMedia peer) {
    expected.remove(leg, peer);
  }

  @Override
  public void connect(MessageLeg leg, MessageMedia peer) {
    if (peer.secure() && tls == null) {
      leg.connectFailed("no TLS configured");
      return;
    }
    String key = peer.connectHost() + ' ' + peer.connectPort() + ' ' + peer.fingerprint();
    Connection known = outbound(leg.loop).get(key);
    if (known != null && known.isUsable()) {
      leg.connected(known);
      return;
    }
    new Connector(this, transport, peer.secure() ? tls : null, config.limits())
        .connect(leg, peer, key);
  }

  private Map<String, Connection> outbound(Loop loop) {
    return Objects.requireNonNull(outbound.get(loop), "a foreign loop");
  }

  /** A connection that was made by us is up. */
  void connected(Connection connection, Loop loop, String key) {
    connections.incrementAndGet();
    outbound(loop).put(key, connection);
  }

  @Override
  public void closed(Connection connection, Loop loop, @Nullable String poolKey) {
    connections.decrementAndGet();
    if (poolKey != null) {
      outbound(loop).remove(poolKey, connection);
    }
  }

  @Override
  public MsrpLimits limits() {
    return config.limits();
  }

  @Override
  public AtomicLong queuedBytes() {
    return queued;
  }

  /**
   * Octets that may wait for one receiver now: half of what is left for all, so that those who do
   * not read never fill everything.
   */
  long queueLimit(Loop loop) {
    MsrpLimits limits = config.limits();
    long left = limits.queueBytesInAll() - queued.get() - loop.unflushed;
    return Math.max(0, Math.min(limits.queueBytes(), left / 2));
  }

  /** The host for a peer of this family; the first for one of which nothing is known. */
  String advertisedHost(@Nullable Boolean ipv6) {
    return ipv6 == null ? config.advertisedHosts().get(0) : config.advertisedHost(ipv6);
  }

  /** Fingerprint of our certificate, or null without TLS. */
  @Nullable String fingerprint() {
    TlsContext context = tls;
    return context == null ? null : context.fingerprint();
  }

  int port(boolean secure) {
    return secure ? transport.tlsPort() : transport.port();
  }

  MsrpStatus status() {
    return new MsrpStatus(
        sessions.size(), legs.size(), connections.get(), Math.max(0, queued.get()));
  }

  void close() {
    transport.stopListening();
    sessions.values().forEach(Runnable::run);
    transport.close();
  }
}
