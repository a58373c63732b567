package io.tollgate.diameter.transport.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Applications;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.OutcomeListener;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.PeerView;
import io.tollgate.diameter.transport.RequestHandler;
import io.tollgate.diameter.transport.TlsConfig;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportException;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.UnknownAvps;
import io.tollgate.diameter.transport.WireWatch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Our own peer layer. All peers share one event loop: everything they touch belongs to it, so that
 * nothing is locked, and one thread is far more than charging needs.
 */
public final class NettyDiameterTransport implements DiameterTransport {
  private static final Logger LOG = LogManager.getLogger(NettyDiameterTransport.class);
  private static final long TICK_NANOS = Duration.ofMillis(10).toNanos();
  private static final int WHEEL_SLOTS = 4096;

  /** What a peer that comes gets to open, and one that goes to answer what it was sent. */
  private static final Duration CHANGE_GRACE = Duration.ofSeconds(10);

  private static final long CHANGE_LOOK_MILLIS = 20;

  private final TransportConfig config;
  private final EventLoopGroup group;
  private final EventLoop loop;
  private final List<Peer> peers;
  private final Dispatcher dispatcher;
  private final Context context;
  private final AtomicInteger endToEnd;
  private final TransportMetrics metrics;
  private final WireWatch wire;
  private @Nullable Connector connector;
  private boolean stopped;

  public NettyDiameterTransport(TransportConfig config, TransportMetrics metrics) {
    this(config, metrics, WireWatch.NONE);
  }

  public NettyDiameterTransport(TransportConfig config, TransportMetrics metrics, WireWatch wire) {
    this.config = config;
    this.metrics = metrics;
    this.wire = wire;
    DefaultThreadFactory threads = new DefaultThreadFactory("diameter", true);
    this.group =
        Epoll.isAvailable()
            ? new EpollEventLoopGroup(1, threads)
            : new NioEventLoopGroup(1, threads);
    this.loop = group.next();
    TimerWheel wheel = new TimerWheel(TICK_NANOS, WHEEL_SLOTS, System.nanoTime());
    this.context = new Context(wheel);
    this.peers = new CopyOnWriteArrayList<>();
    config.peers().forEach(this::makePeer);
    NamedPeers named =
        new NamedPeers(
            config.namedPeers(),
            List.of(config.rfRealm(), config.roRealm()),
            config.tls() != null,
            this::makePeer);
    Router router = new Router(peers, named, () -> ThreadLocalRandom.current().nextDouble());
    this.dispatcher =
        new Dispatcher(router, new Overload(config::destinationRealm), wheel, System::nanoTime);
    this.context.router = router;
    // RFC 6733 3: the time in the upper bits, so that a restart does not repeat identifiers.
    int seconds = (int) (System.currentTimeMillis() / 1000);
    this.endToEnd = new AtomicInteger(seconds << 20 | ThreadLocalRandom.current().nextInt(1 << 20));
  }

  private Peer makePeer(PeerConfig peer) {
    Peer made = new Peer(peer, config.timers(), context, metrics.forPeer(peer.host()));
    peers.add(made);
    return made;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Who comes is connected to before anybody is left, so that no request is without a peer.
   */
  @Override
  public void change(List<PeerConfig> configured, @Nullable TlsConfig files)
      throws TransportException {
    for (PeerConfig peer : configured) {
      Sctp.refuse(peer.wire(), "peer " + peer.host());
    }
    Connector.requireCertificates(configured, files);
    Connector connecting = connector;
    if (connecting == null) {
      throw new TransportException("not started (expected: a change after the start)");
    }
    Tls fresh = files == null ? null : new Tls(files);
    loop.execute(
        () -> {
          connecting.use(fresh);
          change(configured);
        });
  }

  private void change(List<PeerConfig> wanted) {
    List<Peer> leaving = new ArrayList<>();
    List<PeerConfig> coming = new ArrayList<>(wanted);
    for (Peer peer : peers) {
      Optional<PeerConfig> same = wanted.stream().filter(peer::isConnectedAs).findFirst();
      same.ifPresentOrElse(
          config -> {
            coming.remove(config);
            peer.rank(config);
          },
          () -> {
            if (!peer.isNamed()) {
              leaving.add(peer);
            }
          });
    }
    Set<String> held =
        leaving.stream().filter(Peer::isHeld).map(Peer::host).collect(Collectors.toSet());
    List<Peer> made = coming.stream().map(this::makePeer).toList();
    made.stream().filter(peer -> held.contains(peer.host())).forEach(peer -> peer.hold(true));
    requireRouter().peersChanged();
    made.forEach(Peer::connect);
    leaveWhenReplaced(leaving, made, System.nanoTime() + CHANGE_GRACE.toNanos());
  }

  /** Nobody is let go of before those who come are there, or have had the time for it. */
  private void leaveWhenReplaced(List<Peer> leaving, List<Peer> coming, long until) {
    if (coming.stream().anyMatch(Peer::isComing) && System.nanoTime() - until < 0) {
      Future<?> unused =
          loop.schedule(
              () -> leaveWhenReplaced(leaving, coming, until),
              CHANGE_LOOK_MILLIS,
              TimeUnit.MILLISECONDS);
      return;
    }
    peers.removeAll(leaving);
    requireRouter().peersChanged();
    for (Peer peer : leaving) {
      LOG.info("Peer {}: taken out", peer.host());
      peer.release();
      peer.metrics().gone();
    }
    var unused = Shutdown.ofSome(loop, context, leaving).begin(CHANGE_GRACE);
  }

  private Router requireRouter() {
    return Objects.requireNonNull(context.router);
  }

  @Override
  public void start(RequestHandler handler) throws TransportException {
    for (PeerConfig peer : config.peers()) {
      Sctp.refuse(peer.wire(), "peer " + peer.host());
    }
    Sctp.refuse(config.listenWire(), "the Diameter listener");
    Connector opening = new Connector(config, loop, context);
    connector = opening;
    context.handler = handler;
    InetSocketAddress listen = config.listen();
    if (listen != null) {
      opening.listen(listen);
    }
    Future<?> unused =
        loop.scheduleAtFixedRate(
            () -> context.wheel.advance(System.nanoTime()),
            TICK_NANOS,
            TICK_NANOS,
            TimeUnit.NANOSECONDS);
    loop.execute(() -> peers.forEach(Peer::connect));
  }

  /** Where peers may connect to; null without a listener. */
  public @Nullable InetSocketAddress listening() {
    return connector == null ? null : connector.listening();
  }

  @Override
  public void send(OutboundRequest request, OutcomeListener listener) {
    PendingRequest pending = new PendingRequest(request, listener, dispatcher);
    if (!RequestEncoder.fits(request)) {
      LOG.error(
          "{}: a request of {} octets (expected: less than 16 MiB)",
          request.sessionId(),
          request.body().length());
      pending.complete(new Outcome.Answered(tooLong(request), config.node().originHost()));
      return;
    }
    try {
      loop.execute(pending);
    } catch (RejectedExecutionException e) {
      // The loop is gone: stopped for good.
      pending.complete(new Outcome.Stopped());
    }
  }

  /** What the first server would say to it (RFC 6733 7.1.5), which could not even read it. */
  private static Message tooLong(OutboundRequest request) {
    return new Message(
        0,
        request.command(),
        Applications.of(request.target()),
        0,
        request.endToEnd(),
        new AvpWriter(16)
            .unsigned32(BaseAvps.RESULT_CODE, ResultCode.INVALID_MESSAGE_LENGTH)
            .toAvps());
  }

  @Override
  public int newEndToEnd() {
    return endToEnd.getAndIncrement();
  }

  @Override
  public void hold(String host, boolean held) {
    loop.execute(
        () -> {
          for (Peer peer : peers) {
            if (peer.host().equalsIgnoreCase(host)) {
              hold(peer, held);
            }
          }
        });
  }

  private void hold(Peer peer, boolean held) {
    if (peer.hold(held) && held) {
      var unused = Shutdown.ofSome(loop, context, List.of(peer)).begin(CHANGE_GRACE);
    }
  }

  @Override
  public List<PeerView> peers() {
    return peers.stream().map(Peer::view).toList();
  }

  @Override
  public void stop(Duration grace) {
    synchronized (this) {
      if (stopped) {
        return;
      }
      stopped = true;
    }
    Shutdown shutdown = Shutdown.ofAll(loop, context, peers, dispatcher);
    try {
      shutdown
          .begin(grace)
          .get(
              grace.plus(config.timers().disconnect()).plusSeconds(2).toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The Diameter peers did not let go in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (connector != null) {
        connector.close();
      }
      boolean unused =
          group
              .shutdownGracefully(0, 1, TimeUnit.SECONDS)
              .awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
  }

  /** The loop as peers and connections see it. */
  private final class Context implements ConnectionLoop {
    private final TimerWheel wheel;
    private final RequestEncoder encoder = new RequestEncoder(config);
    private @Nullable Router router;
    private volatile RequestHandler handler =
        (request, peer, reply) -> {
          throw new IllegalStateException("not started");
        };

    Context(TimerWheel wheel) {
      this.wheel = wheel;
    }

    @Override
    public long now() {
      return System.nanoTime();
    }

    @Override
    public void start(TimerWheel.Entry timer, long delayNanos) {
      wheel.start(timer, delayNanos, System.nanoTime());
    }

    @Override
    public void stop(TimerWheel.Entry timer) {
      wheel.stop(timer);
    }

    @Override
    public void connect(Peer peer) {
      if (connector != null) {
        connector.connect(peer);
      }
    }

    @Override
    public @Nullable Peer find(String host) {
      return router == null ? null : router.find(host);
    }

    @Override
    public void resolve(Peer peer, Consumer<List<InetAddress>> addresses) {
      if (connector != null) {
        connector.resolve(peer, addresses);
      }
    }

    @Override
    public LocalNode node() {
      return config.node();
    }

    @Override
    public PeerTimers timers() {
      return config.timers();
    }

    @Override
    public RequestEncoder encoder() {
      return encoder;
    }

    @Override
    public UnknownAvps unknownAvps() {
      return config.features().unknownAvps();
    }

    @Override
    public void goOn(PendingRequest request) {
      dispatcher.goOn(request);
    }

    @Override
    public Dispatcher dispatcher() {
      return dispatcher;
    }

    @Override
    public RequestHandler handler() {
      return handler;
    }

    @Override
    public WireWatch wire() {
      return wire;
    }
  }
}
