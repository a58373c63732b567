package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.tollgate.msrp.HeadWatch;
import io.tollgate.msrp.codec.FrameDecoder;
import io.tollgate.msrp.codec.FrameSink;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Piece;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a connection takes and writes once more, for the heads in it. */
final class HeadTap extends ChannelDuplexHandler {
  private final Channel channel;
  private final HeadWatch watch;
  private final FrameDecoder taken;
  private final FrameDecoder written;

  /**
   * @param legs those of this node, by the session part of their URIs
   */
  HeadTap(Channel channel, HeadWatch watch, Function<String, @Nullable MessageLeg> legs) {
    this.channel = channel;
    this.watch = watch;
    this.taken = new FrameDecoder(channel.alloc(), new Heads(legs, false));
    this.written = new FrameDecoder(channel.alloc(), new Heads(legs, true));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof ByteBuf octets) {
      taken.decode(octets.duplicate());
    }
    super.channelRead(context, message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof ByteBuf octets) {
      written.decode(octets.duplicate());
    }
    super.write(context, message, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    taken.release();
    written.release();
  }

  private static @Nullable InetSocketAddress known(SocketAddress address) {
    return address instanceof InetSocketAddress known ? known : null;
  }

  /** Of one direction. */
  private final class Heads implements FrameSink {
    private final Function<String, @Nullable MessageLeg> legs;
    private final boolean sent;

    Heads(Function<String, @Nullable MessageLeg> legs, boolean sent) {
      this.legs = legs;
      this.sent = sent;
    }

    @Override
    public void piece(Piece piece) {
      if (piece.beginsFrame()) {
        Head head = piece.head();
        MessageLeg leg =
            head.hasPaths()
                ? legs.apply(Addressees.sessionId(sent ? head.fromPath() : head.toPath()))
                : null;
        watch.saw(
            new HeadWatch.Sighting(
                leg == null ? "" : leg.call,
                sent,
                known(channel.localAddress()),
                known(channel.remoteAddress()),
                head.octets()));
      }
    }

    @Override
    public void malformed(Head head, String why) {
      // The connection itself says so.
    }
  }
}
