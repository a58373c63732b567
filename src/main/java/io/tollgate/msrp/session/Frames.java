package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tollgate.msrp.codec.FrameDecoder;
import io.tollgate.msrp.codec.FrameKind;
import io.tollgate.msrp.codec.FrameSink;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Piece;
import io.tollgate.msrp.codec.Status;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The frames that come in on a connection: each is handed to its leg, on the leg's loop. */
final class Frames implements FrameSink {
  private static final Logger LOG = LogManager.getLogger(Frames.class);

  private final Connection connection;
  private final Addressees addressees;
  private final FrameDecoder decoder;
  private boolean open;
  private @Nullable MessageLeg leg;
  private @Nullable FirstPiece moving;

  Frames(
      Connection connection,
      Function<String, @Nullable MessageLeg> legs,
      ByteBufAllocator allocator) {
    this.connection = connection;
    this.addressees = new Addressees(legs);
    this.decoder = new FrameDecoder(allocator, this);
  }

  /** The piece with which the connection has to move to another loop; null when it stays. */
  @Nullable FirstPiece decode(ByteBuf in) {
    decoder.decode(in);
    FirstPiece first = moving;
    moving = null;
    return first;
  }

  /** On the other loop. */
  void resume(FirstPiece first, ByteBuf rest) {
    decoder.resume();
    piece(first.piece());
    decoder.decode(rest);
  }

  boolean isStopped() {
    return decoder.isStopped();
  }

  void release() {
    decoder.release();
  }

  @Override
  public void piece(Piece piece) {
    MessageLeg to = open ? leg : addressees.find(piece.head());
    boolean elsewhere = to != null && to.loop != connection.loop();
    if (to != null && elsewhere && !open && connection.mayMove()) {
      decoder.pause();
      moving = new FirstPiece(to.loop, piece.copy());
      return;
    }
    open = !piece.endsFrame();
    leg = to;
    if (to == null) {
      nobody(piece);
    } else if (elsewhere) {
      handOver(to, piece.copy());
    } else {
      to.receive(connection, piece);
    }
  }

  private void handOver(MessageLeg to, Piece copy) {
    to.loop.run(
        () -> {
          try {
            to.receive(connection, copy);
          } finally {
            copy.release();
          }
        });
  }

  private void nobody(Piece piece) {
    Head head = piece.head();
    if (!piece.endsFrame() || head.isResponse() || head.kind() == FrameKind.REPORT) {
      return;
    }
    if (!head.hasPaths()) {
      malformed(head, head.fault() == null ? "no paths" : head.fault());
      return;
    }
    boolean unserved = head.kind() == FrameKind.OTHER;
    connection.respond(head, unserved ? Status.METHOD : Status.NO_SESSION);
  }

  @Override
  public void malformed(Head head, String why) {
    LOG.info("MSRP from {} makes no sense, closing: {}", connection.peerAddress(), why);
    decoder.stop();
    if (head.hasPaths() && !head.isResponse() && head.kind() != FrameKind.REPORT) {
      connection.respond(head, Status.BAD_REQUEST);
    }
    connection.closeSoon();
  }
}
