package io.tollgate.diameter.transport.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollEventLoop;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.TlsConfig;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportException;
import io.tollgate.trust.TurnedAway;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes connections: outwards to peers, and inwards from them. */
final class Connector {
  private static final WriteBufferWaterMark BUFFERED =
      new WriteBufferWaterMark(1024 * 1024, 4 * 1024 * 1024);
  private static final int STRANGERS = 64;

  private final TransportConfig config;
  private final EventLoop eventLoop;
  private final ConnectionLoop loop;
  private @Nullable Tls tls;
  private final boolean epoll;
  private final ExecutorService resolver;
  private @Nullable Channel listener;
  private final TurnedAway tooMany =
      new TurnedAway(
          "refused, as " + STRANGERS + " connections have yet to say which peer they are",
          System::nanoTime);
  private int strangers;

  Connector(TransportConfig config, EventLoop eventLoop, ConnectionLoop loop)
      throws TransportException {
    this.config = config;
    this.eventLoop = eventLoop;
    this.loop = loop;
    this.epoll = eventLoop instanceof EpollEventLoop;
    TlsConfig files = config.tls();
    this.tls = files == null ? null : new Tls(files);
    requireCertificates(config.peers(), files);
    if (files == null && config.listen() != null && config.listenWire() == PeerConfig.Wire.TLS) {
      throw withoutCertificates();
    }
    this.resolver =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "diameter-names");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static boolean usesTls(List<PeerConfig> peers) {
    return peers.stream().anyMatch(peer -> peer.wire() == PeerConfig.Wire.TLS);
  }

  /** Nothing that is to be secured is ever opened in the clear. */
  static void requireCertificates(List<PeerConfig> peers, @Nullable TlsConfig files)
      throws TransportException {
    if (files == null && usesTls(peers)) {
      throw withoutCertificates();
    }
  }

  private static TransportException withoutCertificates() {
    return new TransportException(
        "TLS: a peer or the listener asks for it, and no certificates are configured (expected:"
            + " diameter.tls-certificate, -key and -trust; or diameter.listen-tls=false for a"
            + " listener in the clear)");
  }

  /** Certificates for connections to come. On the event loop. */
  void use(@Nullable Tls fresh) {
    tls = fresh;
  }

  /** Looks the name up elsewhere: that can take seconds, which the event loop does not have. */
  void connect(Peer peer) {
    resolver.execute(
        () -> {
          InetSocketAddress address =
              new InetSocketAddress(peer.config().address(), peer.config().port());
          eventLoop.execute(() -> connect(peer, address));
        });
  }

  /** Tells the addresses of a peer on the event loop; none if there are none, or we stop. */
  void resolve(Peer peer, Consumer<List<InetAddress>> addresses) {
    try {
      resolver.execute(
          () -> {
            List<InetAddress> found = addresses(peer.config().address());
            eventLoop.execute(() -> addresses.accept(found));
          });
    } catch (RejectedExecutionException e) {
      addresses.accept(List.of());
    }
  }

  private static List<InetAddress> addresses(String name) {
    try {
      return List.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private void connect(Peer peer, InetSocketAddress address) {
    if (address.isUnresolved()) {
      peer.unreachable(new UnknownHostException(peer.config().address() + ": no such name"));
      return;
    }
    if (peer.connection() != null) {
      return;
    }
    ChannelFuture unused =
        new Bootstrap()
            .group(eventLoop)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) config.timers().connect().toMillis())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, BUFFERED)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (tls != null && peer.config().wire() == PeerConfig.Wire.TLS) {
                      SslHandler handler = tls.towards(peer.config(), channel.alloc());
                      handler.setHandshakeTimeoutMillis(config.timers().connect().toMillis());
                      channel.pipeline().addLast(handler);
                    }
                  }
                })
            .connect(address)
            .addListener(
                future -> {
                  if (future.isSuccess()) {
                    secured(((ChannelFuture) future).channel(), peer);
                  } else {
                    peer.unreachable(future.cause());
                  }
                });
  }

  /** Goes on once the handshake, if there is one, succeeded; there is no way around it. */
  private void secured(Channel channel, Peer peer) {
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    if (handler == null) {
      begin(channel, peer);
      return;
    }
    Future<Channel> unused =
        handler
            .handshakeFuture()
            .addListener(
                future -> {
                  if (future.isSuccess()) {
                    begin(channel, peer);
                  } else {
                    drop(channel);
                    peer.unreachable(future.cause());
                  }
                });
  }

  private void begin(Channel channel, Peer peer) {
    if (peer.connection() != null || peer.isStopped()) {
      drop(channel);
      return;
    }
    Connection connection = new Connection(loop, channel, peer);
    peer.connected(connection);
    channel.pipeline().addLast(connection);
    connection.ready();
  }

  void listen(InetSocketAddress address) throws TransportException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(eventLoop)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BUFFERED)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                });
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new TransportException(
          "cannot listen for Diameter peers on " + address + ": " + bound.cause(), bound.cause());
    }
    listener = bound.channel();
  }

  @Nullable InetSocketAddress listening() {
    return listener == null ? null : (InetSocketAddress) listener.localAddress();
  }

  private void accept(Channel channel) {
    if (strangers >= STRANGERS) {
      tooMany.one(((InetSocketAddress) channel.remoteAddress()).getAddress());
      drop(channel);
      return;
    }
    strangers++;
    if (tls != null && config.listenWire() == PeerConfig.Wire.TLS) {
      SslHandler handler = tls.accepting(channel.alloc());
      handler.setHandshakeTimeoutMillis(config.timers().connect().toMillis());
      channel.pipeline().addLast(handler);
    }
    Connection connection = new Connection(loop, channel, null);
    channel.pipeline().addLast(new Stranger(this, connection), connection);
    connection.ready();
  }

  /** Closing is not waited for: whoever listens to the channel learns of it. */
  static void drop(Channel channel) {
    ChannelFuture unused = channel.close();
  }

  void introduced() {
    strangers--;
  }

  void close() {
    resolver.shutdownNow();
    if (listener != null) {
      drop(listener);
    }
  }
}
