package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.FrameKind;
import io.tollgate.msrp.codec.FrameWriter;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Status;
import io.tollgate.msrp.sdp.MessageMedia;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A transport connection and the legs it serves. What comes in is looked at on the loop of the
 * session that the connection was made for.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Loop.Ticking {
  private static final Logger LOG = LogManager.getLogger(Connection.class);

  /** Where connections belong: what they share, and the legs that their frames are for. */
  interface Home {
    @Nullable MessageLeg find(String id);

    void closed(Connection connection, Loop loop, @Nullable String poolKey);

    MsrpLimits limits();

    /** Octets that wait for any peer. */
    AtomicLong queuedBytes();
  }

  private final Channel channel;
  private final Home plane;
  private final @Nullable TlsContext tls;
  private final @Nullable String poolKey;
  private final Frames frames;
  private final Reads reads;
  private final Backlog backlog;
  private boolean moved;
  private final Set<MessageLeg> legs = ConcurrentHashMap.newKeySet();
  private volatile Loop loop;
  private Output output;
  private long unusedSince;
  private boolean closing;
  private @Nullable Runnable whenActive;

  Connection(
      Channel channel, Loop loop, Home plane, @Nullable TlsContext tls, @Nullable String poolKey) {
    this.channel = channel;
    this.loop = loop;
    this.plane = plane;
    this.tls = tls;
    this.poolKey = poolKey;
    this.reads = new Reads(channel);
    this.frames = new Frames(this, plane::find, channel.alloc());
    this.backlog = new Backlog(plane.queuedBytes(), reads, 2L * plane.limits().queueBytes());
    this.output = new Output(channel, loop, backlog);
    this.unusedSince = loop.now();
  }

  // ---- octets in

  @Override
  public void channelActive(ChannelHandlerContext context) {
    loop.add(this);
    Runnable waiting = whenActive;
    if (waiting != null) {
      whenActive = null;
      waiting.run();
    }
  }

  SocketAddress peerAddress() {
    return channel.remoteAddress();
  }

  Loop loop() {
    return loop;
  }

  /** For connections that we make. */
  void whenActive(Runnable task) {
    whenActive = task;
  }

  /** Whether another session may share it. */
  boolean isUsable() {
    return channel.isActive() && !frames.isStopped() && !closing;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    Loop here = loop;
    if (here.executor.inEventLoop()) {
      decode(in);
    } else {
      int octets = in.readableBytes();
      reads.ahead(octets);
      here.executor.execute(
          () -> {
            decode(in);
            here.flush();
            reads.caughtUp(octets);
          });
    }
  }

  private void decode(ByteBuf in) {
    try {
      loop.hear();
      FirstPiece elsewhere = frames.decode(in);
      if (elsewhere != null) {
        move(elsewhere, in.readRetainedSlice(in.readableBytes()));
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    Loop here = loop;
    if (here.executor.inEventLoop()) {
      here.flush();
    }
  }

  // ---- moving to the loop of the session

  /** Whether it is for one session alone, which has not been known until now. */
  boolean mayMove() {
    return legs.isEmpty() && poolKey == null && !moved;
  }

  /**
   * From here on the octets are read by Netty's loop as before, but looked at on the session's: one
   * hand-over for each read instead of one for each frame.
   */
  private void move(FirstPiece first, ByteBuf rest) {
    loop.remove(this);
    loop.flush();
    moved = true;
    Loop target = first.to();
    loop = target;
    target.executor.execute(
        () -> {
          try {
            output = new Output(channel, target, backlog);
            target.add(this);
            target.hear();
            frames.resume(first, rest);
          } finally {
            first.piece().release();
            rest.release();
          }
          target.flush();
        });
  }

  // ---- octets out

  void respond(Head head, Status status) {
    if (head.kind() == FrameKind.SEND && !head.failureReport().allows(status)) {
      return;
    }
    if (!loop.executor.inEventLoop()) {
      Head copy = head.copy();
      loop.run(() -> respond(copy, status));
      return;
    }
    FrameWriter.response(output.answer(FrameWriter.ROOM + head.length()), head, status);
  }

  /** The output that a leg on this loop, or on another, writes to. */
  Output attach(MessageLeg leg) {
    legs.add(leg);
    return leg.loop == loop ? output : new Output(channel, leg.loop, backlog);
  }

  /** The leg needs the connection no more; with its last leg it closes. */
  void release(MessageLeg leg) {
    legs.remove(leg);
    if (legs.isEmpty()) {
      closeSoon();
    }
  }

  /** Closes when what was written is sent, and what is being done is done. */
  void closeSoon() {
    loop.run(() -> loop.executor.execute(this::closeUnlessServing));
  }

  private void closeUnlessServing() {
    if (legs.isEmpty() || frames.isStopped()) {
      closing = true;
      output.closeAfterFlush();
    }
  }

  int legs() {
    return legs.size();
  }

  void stopReading() {
    reads.block();
  }

  void readOn() {
    reads.unblock();
  }

  /** Whether this connection is as the leg's SDP says: TLS, with the peer's certificate. */
  boolean mayServe(@Nullable MessageMedia peer) {
    if (peer == null) {
      return true;
    }
    TlsContext context = tls;
    if (context == null || !peer.secure()) {
      return context == null && !peer.secure();
    }
    String objection = context.peers().objection(channel, peer);
    if (objection != null) {
      LOG.info("MSRP over TLS with {} refused: {}", channel.remoteAddress(), objection);
    }
    return objection == null;
  }

  // ---- life

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.run(() -> gone("connection closed"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof DecoderException && cause.getCause() instanceof SSLException alert) {
      LOG.info(
          "TLS with MSRP peer {} fails, closing: {}", channel.remoteAddress(), alert.getMessage());
    } else if (!(cause instanceof IOException)) {
      LOG.warn("MSRP connection of {} fails, closing", channel.remoteAddress(), cause);
    }
    channel.close();
  }

  private void gone(String why) {
    loop.remove(this);
    frames.release();
    plane.closed(this, loop, poolKey);
    for (MessageLeg leg : legs) {
      leg.loop.run(() -> leg.connectionLost(this, why));
    }
    legs.clear();
  }

  /** A connection that serves nobody is closed after a while. */
  @Override
  public void tick(long now) {
    if (!legs.isEmpty()) {
      unusedSince = now;
    } else if (now - unusedSince > plane.limits().bindTime().toNanos()) {
      channel.close();
    }
  }
}
