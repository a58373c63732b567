package io.tollgate.walk.party;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The sockets of all parties of all walks, on two threads. */
public final class Wire implements AutoCloseable {
  private static final int MOST = 1 << 20;
  private static final long FORGOTTEN = TimeUnit.SECONDS.toNanos(200);

  private final EventLoopGroup loops = new NioEventLoopGroup(2);
  private final Map<Transport, InetSocketAddress> server;
  private final @Nullable SSLContext tls;

  /** When a party got which port; whoever has it next would hear what is for that one. */
  private final Map<Integer, Long> given = new ConcurrentHashMap<>();

  private final DatagramSocket silent;
  private volatile LongConsumer answers = nanos -> {};
  private final Channel mute;
  private final Channel resetting;

  /**
   * @param server where it listens, by transport
   * @param tls the parties' key, and whom they trust; null where nobody speaks TLS
   */
  public Wire(Map<Transport, InetSocketAddress> server, @Nullable SSLContext tls) {
    this.server = Map.copyOf(server);
    this.tls = tls;
    try {
      silent = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mute = deaf(false);
    resetting = deaf(true);
  }

  /** A listener that takes what comes, or breaks the connection over it. */
  private Channel deaf(boolean resets) {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.config().setSoLinger(resets ? 0 : -1);
                channel.pipeline().addLast(new Deaf(resets));
              }
            })
        .bind("127.0.0.1", 0)
        .syncUninterruptibly()
        .channel();
  }

  private static final class Deaf extends ChannelInboundHandlerAdapter {
    private final boolean resets;

    Deaf(boolean resets) {
      this.resets = resets;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object octets) {
      ReferenceCountUtil.release(octets);
      if (resets) {
        context.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }

  int mutePort() {
    return ((InetSocketAddress) mute.localAddress()).getPort();
  }

  int resettingPort() {
    return ((InetSocketAddress) resetting.localAddress()).getPort();
  }

  /** Tells how long, in nanoseconds, each INVITE waited for its first answer from now on. */
  public void onAnswer(LongConsumer listener) {
    answers = listener;
  }

  void answered(long nanos) {
    answers.accept(nanos);
  }

  public Map<Transport, InetSocketAddress> server() {
    return server;
  }

  int silentPort() {
    return silent.getLocalPort();
  }

  /** A socket to listen on, and to send from. */
  Line open(Transport transport, BiConsumer<String, Channel> arrived) {
    Line line = listen(transport, arrived);
    int port = line.port();
    long now = System.nanoTime();
    Long before = given.put(port, now);
    boolean fresh = before == null || now - before > FORGOTTEN;
    if (fresh && server.values().stream().noneMatch(address -> address.getPort() == port)) {
      return line;
    }
    // The server's port of another transport: whoever has it would be taken for the server.
    try (line) {
      return open(transport, arrived);
    }
  }

  private Line listen(Transport transport, BiConsumer<String, Channel> arrived) {
    return transport == Transport.UDP
        ? new UdpLine(server(transport), arrived)
        : new StreamLine(transport, arrived);
  }

  InetSocketAddress server(Transport transport) {
    InetSocketAddress address = server.get(transport);
    if (address == null) {
      throw new IllegalArgumentException("the server does not listen for " + transport);
    }
    return address;
  }

  @Override
  public void close() {
    silent.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** One party's way to the server. */
  abstract static class Line implements AutoCloseable {
    abstract int port();

    /** A request goes out. */
    abstract void send(byte[] message);

    /** A response goes back the way its request came. */
    abstract void send(byte[] message, Channel back);

    /** The connections break; the next request makes a new one. */
    abstract void cut();

    @Override
    public abstract void close();
  }

  private final class UdpLine extends Line {
    private final Channel channel;
    private final InetSocketAddress far;

    UdpLine(InetSocketAddress far, BiConsumer<String, Channel> arrived) {
      this.far = far;
      channel =
          new Bootstrap()
              .group(loops)
              .channel(NioDatagramChannel.class)
              .option(
                  io.netty.channel.ChannelOption.RCVBUF_ALLOCATOR,
                  new io.netty.channel.FixedRecvByteBufAllocator(65_535))
              .handler(
                  new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
                      arrived.accept(
                          packet.content().toString(StandardCharsets.UTF_8), ctx.channel());
                    }
                  })
              .bind("127.0.0.1", 0)
              .syncUninterruptibly()
              .channel();
    }

    @Override
    int port() {
      return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    void send(byte[] message) {
      channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(message), far));
    }

    @Override
    void send(byte[] message, Channel back) {
      send(message);
    }

    @Override
    void cut() {
      // There is nothing that could break.
    }

    @Override
    public void close() {
      channel.close();
    }
  }

  private final class StreamLine extends Line {
    private final Transport transport;
    private final BiConsumer<String, Channel> arrived;
    private final Channel listener;
    private final List<Channel> connections = new java.util.concurrent.CopyOnWriteArrayList<>();
    private @Nullable Channel out;
    private volatile boolean closed;

    StreamLine(Transport transport, BiConsumer<String, Channel> arrived) {
      this.transport = transport;
      this.arrived = arrived;
      listener =
          new ServerBootstrap()
              .group(loops)
              .channel(NioServerSocketChannel.class)
              .childHandler(pipeline(false))
              .bind("127.0.0.1", 0)
              .syncUninterruptibly()
              .channel();
    }

    private ChannelInitializer<SocketChannel> pipeline(boolean client) {
      return new ChannelInitializer<>() {
        @Override
        protected void initChannel(SocketChannel channel) {
          connections.add(channel);
          if (closed) {
            // It was taken at the moment in which the listener was closed.
            channel.close();
            return;
          }
          if (transport == Transport.TLS) {
            SSLContext context = tls;
            if (context == null) {
              throw new IllegalStateException("TLS without a key");
            }
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(client);
            channel.pipeline().addLast(new SslHandler(engine));
          }
          channel.pipeline().addLast(new Framing(arrived));
        }
      };
    }

    @Override
    int port() {
      return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    void send(byte[] message) {
      if (closed) {
        return;
      }
      Channel open = out;
      if (open == null || !open.isActive()) {
        open =
            new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(pipeline(true))
                .connect(server(transport))
                .syncUninterruptibly()
                .channel();
        out = open;
      }
      open.writeAndFlush(Unpooled.wrappedBuffer(message));
    }

    /** RFC 3261 18.2.2: where that connection is gone, a new one is made. */
    @Override
    void send(byte[] message, Channel back) {
      if (back.isActive()) {
        back.writeAndFlush(Unpooled.wrappedBuffer(message));
      } else {
        send(message);
      }
    }

    @Override
    void cut() {
      connections.forEach(channel -> channel.close().syncUninterruptibly());
      connections.clear();
      out = null;
    }

    @Override
    public void close() {
      closed = true;
      listener.close();
      connections.forEach(Channel::close);
    }
  }

  /** Cuts a stream into messages by their Content-Length. */
  private static final class Framing extends ByteToMessageDecoder {
    private final BiConsumer<String, Channel> arrived;

    Framing(BiConsumer<String, Channel> arrived) {
      this.arrived = arrived;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
      while (in.isReadable()
          && (in.getByte(in.readerIndex()) == '\r' || in.getByte(in.readerIndex()) == '\n')) {
        in.skipBytes(1);
      }
      String text = in.toString(StandardCharsets.UTF_8);
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        if (in.readableBytes() > MOST) {
          ctx.close();
        }
        return;
      }
      String head = text.substring(0, end + 4);
      int length = Integer.parseInt(SipMessage.parse(head).header("Content-Length"));
      int octets = head.getBytes(StandardCharsets.UTF_8).length + length;
      if (in.readableBytes() >= octets) {
        arrived.accept(
            in.readCharSequence(octets, StandardCharsets.UTF_8).toString(), ctx.channel());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
