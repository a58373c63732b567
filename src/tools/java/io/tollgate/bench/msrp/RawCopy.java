package io.tollgate.bench.msrp;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Netty copying octets between two sockets without looking at them: the reference. */
final class RawCopy implements AutoCloseable {
  private final EventLoopGroup group =
      new EpollEventLoopGroup(0, new DefaultThreadFactory("raw-copy", true));
  private final Channel server;

  RawCopy(int target) {
    server =
        new ServerBootstrap()
            .group(group)
            .channel(EpollServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    open(channel, target);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  private static void open(SocketChannel in, int target) {
    Copy there = new Copy();
    Copy back = new Copy();
    back.peer = in;
    in.pipeline().addLast(there);
    new Bootstrap()
        .group(in.eventLoop())
        .channel(EpollSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(back)
        .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target))
        .addListener(
            (io.netty.channel.ChannelFuture done) -> {
              there.peer = done.channel();
              in.config().setAutoRead(true);
            });
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public void close() {
    group.shutdownGracefully();
  }

  @SuppressWarnings("NullAway.Init")
  private static final class Copy extends ChannelInboundHandlerAdapter {
    private Channel peer;

    @Override
    public void channelRead(ChannelHandlerContext context, Object octets) {
      peer.write(octets);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      peer.flush();
      if (!peer.isWritable()) {
        context.channel().config().setAutoRead(false);
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (context.channel().isWritable() && peer != null) {
        peer.config().setAutoRead(true);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (peer != null) {
        peer.close();
      }
    }
  }
}
