package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.FrameDecoder;
import io.tollgate.msrp.codec.FrameKind;
import io.tollgate.msrp.codec.FrameSink;
import io.tollgate.msrp.codec.FrameWriter;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Status;
import io.tollgate.msrp.sdp.MessageMedia;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A transport connection and the legs it serves. Frames are handed to their leg on the leg's loop;
 * what comes in on a connection is looked at on the loop of the session it was made for.
 */
final class Connection extends ChannelInboundHandlerAdapter implements FrameSink, Loop.Ticking {
  private static final Logger LOG = LogManager.getLogger(Connection.class);

  private final Channel channel;
  private final Plane plane;
  private final boolean tls;
  private final @Nullable String poolKey;
  private final FrameDecoder decoder;
  private final Reads reads;
  private final Backlog backlog;
  private final Addressees addressees;
  private @Nullable FirstPiece moving;
  private boolean moved;
  private final Set<Leg> legs = ConcurrentHashMap.newKeySet();
  private volatile Loop loop;
  private Output output;
  private boolean frameOpen;
  private @Nullable Leg frameLeg;
  private long unusedSince;
  private boolean closing;
  private @Nullable Runnable whenActive;

  Connection(Channel channel, Loop loop, Plane plane, boolean tls, @Nullable String poolKey) {
    this.channel = channel;
    this.loop = loop;
    this.plane = plane;
    this.tls = tls;
    this.poolKey = poolKey;
    this.reads = new Reads(channel);
    this.decoder = new FrameDecoder(channel.alloc(), this);
    this.backlog = new Backlog(plane.queuedBytes(), reads, 2L * plane.limits().queueBytes());
    this.addressees = new Addressees(plane);
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

  /** For connections that we make. */
  void whenActive(Runnable task) {
    whenActive = task;
  }

  /** Whether another session may share it. */
  boolean isUsable() {
    return channel.isActive() && !decoder.isStopped() && !closing;
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
      decoder.decode(in);
      FirstPiece piece = moving;
      if (piece != null) {
        moving = null;
        move(piece, in.readRetainedSlice(in.readableBytes()));
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

  @Override
  public void piece(Head head, long offset, ByteBuf body, byte flag) {
    Leg leg;
    if (frameOpen) {
      leg = frameLeg;
    } else {
      leg = addressees.find(head);
      if (leg != null && leg.loop != loop && mayMove()) {
        decoder.pause();
        moving = new FirstPiece(leg.loop, head.copy(), offset, body.retainedSlice(), flag);
        return;
      }
    }
    frameOpen = flag == Flag.OPEN;
    frameLeg = leg;
    if (leg == null) {
      nobody(head, flag);
    } else if (leg.loop == loop) {
      leg.receive(this, head, offset, body, flag);
    } else {
      handOver(leg, head.copy(), offset, body.retainedSlice(), flag);
    }
  }

  private void handOver(Leg leg, Head head, long offset, ByteBuf body, byte flag) {
    leg.loop.run(
        () -> {
          try {
            leg.receive(this, head, offset, body, flag);
          } finally {
            body.release();
          }
        });
  }

  private void nobody(Head head, byte flag) {
    if (flag == Flag.OPEN || head.isResponse() || head.kind() == FrameKind.REPORT) {
      return;
    }
    if (!head.hasPaths()) {
      malformed(head, head.fault() == null ? "no paths" : head.fault());
      return;
    }
    boolean unserved = head.kind() == FrameKind.OTHER;
    respond(head, unserved ? Status.METHOD : Status.NO_SESSION);
  }

  @Override
  public void malformed(Head head, String why) {
    LOG.info("MSRP from {} makes no sense, closing: {}", channel.remoteAddress(), why);
    decoder.stop();
    if (head.hasPaths() && !head.isResponse() && head.kind() != FrameKind.REPORT) {
      respond(head, Status.BAD_REQUEST);
    }
    closeSoon();
  }

  // ---- moving to the loop of the session

  /** The piece that tells which session a connection is for. */
  private record FirstPiece(Loop to, Head head, long offset, ByteBuf body, byte flag) {}

  private boolean mayMove() {
    return legs.isEmpty() && poolKey == null && !moved;
  }

  /**
   * From here on the octets are read by Netty's loop as before, but looked at on the session's: one
   * hand-over for each read instead of one for each frame.
   */
  private void move(FirstPiece piece, ByteBuf rest) {
    loop.remove(this);
    loop.flush();
    moved = true;
    Loop target = piece.to();
    loop = target;
    target.executor.execute(
        () -> {
          try {
            output = new Output(channel, target, backlog);
            target.add(this);
            decoder.resume();
            piece(piece.head(), piece.offset(), piece.body(), piece.flag());
            decoder.decode(rest);
          } finally {
            piece.body().release();
            rest.release();
          }
          target.flush();
        });
  }

  // ---- octets out

  void respond(Head head, Status status) {
    if (!loop.executor.inEventLoop()) {
      Head copy = head.copy();
      loop.run(() -> respond(copy, status));
      return;
    }
    FrameWriter.response(output.answer(FrameWriter.ROOM + head.length()), head, status);
  }

  /** The output that a leg on this loop, or on another, writes to. */
  Output attach(Leg leg) {
    legs.add(leg);
    return leg.loop == loop ? output : new Output(channel, leg.loop, backlog);
  }

  /** The leg needs the connection no more; with its last leg it closes. */
  void release(Leg leg) {
    legs.remove(leg);
    if (legs.isEmpty()) {
      closeSoon();
    }
  }

  /** Closes when what was written is sent, and what is being done is done. */
  private void closeSoon() {
    loop.run(() -> loop.executor.execute(this::closeUnlessServing));
  }

  private void closeUnlessServing() {
    if (legs.isEmpty() || decoder.isStopped()) {
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

  /** Whether this connection is as the leg's SDP says: TLS, with the certificate named there. */
  boolean mayServe(@Nullable MessageMedia peer) {
    if (peer == null) {
      return true;
    }
    return peer.secure() == tls && (!tls || Fingerprints.match(channel, peer.fingerprint()));
  }

  // ---- life

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.run(() -> gone("connection closed"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof java.io.IOException)) {
      LOG.warn("MSRP connection of {} fails, closing", channel.remoteAddress(), cause);
    }
    channel.close();
  }

  private void gone(String why) {
    loop.remove(this);
    decoder.release();
    plane.closed(this, loop, poolKey);
    for (Leg leg : legs) {
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
