package io.tollgate.msrp.session;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Netty's loops and sockets, epoll where there is one. */
final class Transport {
  private static final int READ_MIN = 512;
  private static final int READ_FIRST = 4096;
  private static final int READ_MAX = 128 * 1024;
  private static final long CLOSE_MILLIS = 2000;

  private final boolean epoll;
  private final EventLoopGroup group;
  private final Function<Channel, @Nullable EventLoop> placement;
  private final NamesOffTheLoop names = new NamesOffTheLoop();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<Channel> plain = new ArrayList<>();
  private final List<Channel> secure = new ArrayList<>();

  /**
   * @param placement the loop for an accepted connection, null for any
   */
  Transport(int loops, boolean nativeTransport, Function<Channel, @Nullable EventLoop> placement) {
    this.placement = placement;
    epoll = nativeTransport && Epoll.isAvailable();
    DefaultThreadFactory threads = new DefaultThreadFactory("msrp", true);
    group = epoll ? new EpollEventLoopGroup(loops, threads) : new NioEventLoopGroup(loops, threads);
  }

  List<EventLoop> loops() {
    List<EventLoop> all = new ArrayList<>();
    for (EventExecutor one : group) {
      all.add((EventLoop) one);
    }
    return all;
  }

  void listen(List<String> addresses, int port, Consumer<Channel> accepted) {
    bind(plain, addresses, port, accepted);
  }

  void listenTls(List<String> addresses, int port, Consumer<Channel> accepted) {
    bind(secure, addresses, port, accepted);
  }

  /** All on the port of the first. */
  private void bind(
      List<Channel> bound, List<String> addresses, int port, Consumer<Channel> accepted) {
    for (String address : addresses) {
      bound.add(bind(address, bound.isEmpty() ? port : portOf(bound), accepted));
    }
  }

  private Channel bind(String address, int port, Consumer<Channel> accepted) {
    Class<? extends Channel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    ChannelFuture bound =
        new Bootstrap()
            .group(group)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .handler(new Acceptor(this::loopFor, channel -> prepare(channel, accepted)))
            .register()
            .awaitUninterruptibly();
    if (bound.isSuccess()) {
      bound = bound.channel().bind(new InetSocketAddress(address, port)).awaitUninterruptibly();
    }
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          "MSRP cannot listen on " + address + ':' + port, bound.cause());
    }
    return bound.channel();
  }

  private EventLoop loopFor(Channel accepted) {
    EventLoop wanted = placement.apply(accepted);
    return wanted == null ? group.next() : wanted;
  }

  private void prepare(Channel channel, Consumer<Channel> accepted) {
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    channel.config().setOption(ChannelOption.RCVBUF_ALLOCATOR, reads());
    channel.pipeline().addLast(new Initializer(accepted));
  }

  private static AdaptiveRecvByteBufAllocator reads() {
    return new AdaptiveRecvByteBufAllocator(READ_MIN, READ_FIRST, READ_MAX);
  }

  /** Connects on a given loop. */
  ChannelFuture connect(
      EventLoop loop, String host, int port, Duration limit, Consumer<Channel> made) {
    Class<? extends Channel> type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    return new Bootstrap()
        .group(loop)
        .channel(type)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.RCVBUF_ALLOCATOR, reads())
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) limit.toMillis())
        .resolver(names)
        .handler(new Initializer(made))
        .connect(InetSocketAddress.createUnresolved(host, port));
  }

  int port() {
    return portOf(plain);
  }

  int tlsPort() {
    return portOf(secure);
  }

  private static int portOf(List<Channel> channels) {
    return channels.isEmpty() ? -1 : ((InetSocketAddress) channels.get(0).localAddress()).getPort();
  }

  void stopListening() {
    plain.forEach(channel -> channel.close().awaitUninterruptibly());
    secure.forEach(channel -> channel.close().awaitUninterruptibly());
  }

  void close() {
    names.close();
    channels.close().awaitUninterruptibly(CLOSE_MILLIS);
    group
        .shutdownGracefully(CLOSE_MILLIS / 20, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }

  private final class Initializer extends ChannelInitializer<SocketChannel> {
    private final Consumer<Channel> made;

    Initializer(Consumer<Channel> made) {
      this.made = made;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      channels.add(channel);
      made.accept(channel);
    }
  }
}
