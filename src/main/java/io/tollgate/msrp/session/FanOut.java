package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.FrameWriter;
import io.tollgate.msrp.codec.Piece;
import org.jspecify.annotations.Nullable;

/**
 * One frame to many: everything behind the paths is the same for all receivers, and made once. A
 * receiver whose queue is full loses the message; the others do not notice.
 */
final class FanOut {
  private final Loop loop;
  private final Plane plane;
  private final ByteBuf headers = Unpooled.buffer(1024);

  FanOut(Loop loop, Plane plane) {
    this.loop = loop;
    this.plane = plane;
  }

  /** Gives the number of receivers whose copy began with this frame. */
  int send(OpenMessage message, Piece piece) {
    byte[] tid = loop.ids.next();
    int octets = piece.octets();
    boolean copied = octets <= Outbox.COPIED;
    shared(message, piece, copied);
    int begun = 0;
    for (Transfer transfer : message.transfers) {
      MessageLeg to = transfer.to;
      Output out = to.output();
      if (transfer.over() || out == null) {
        transfer.drop();
      } else if (isFull(to, out, octets)) {
        abort(transfer);
      } else {
        begun += transfer.started() ? 0 : 1;
        if (!transfer.started() && message.takesUnit()) {
          to.tally.add(Count.EXPLODED, 1);
        }
        write(to, out, tid, copied ? null : piece.body(), piece.flag());
        loop.unflushed += octets;
        if (message.spendsOctets()) {
          to.tally.add(Count.OCTETS_OUT, octets);
        }
        to.outbox.await(out, transfer, piece.start(), piece.end());
      }
    }
    return begun;
  }

  private void shared(OpenMessage message, Piece piece, boolean copied) {
    ByteBuf body = piece.body();
    boolean sameRange = piece.head().rangeIs(piece.start(), piece.end());
    headers.clear();
    if (!sameRange) {
      FrameWriter.byteRange(headers, piece.start(), piece.end(), message.total);
    }
    FrameWriter.carriedHeaders(headers, piece.head(), sameRange, false);
    FrameWriter.blankLine(headers);
    if (copied) {
      headers.writeBytes(body, body.readerIndex(), body.readableBytes());
    }
  }

  private void write(MessageLeg to, Output output, byte[] tid, @Nullable ByteBuf body, byte flag) {
    byte[] paths = to.paths();
    int length = headers.readableBytes();
    ByteBuf out = output.room(FrameWriter.ROOM + paths.length + length);
    FrameWriter.sendStart(out, tid, paths);
    out.writeBytes(headers.array(), headers.arrayOffset(), length);
    if (body != null) {
      output.body(body.retainedSlice());
      out = output.room(FrameWriter.ROOM);
    }
    FrameWriter.endAfterBody(out, tid, flag == Flag.OPEN ? Flag.MORE : flag);
  }

  private boolean isFull(MessageLeg to, Output out, int octets) {
    return out.waiting() + octets > plane.queueLimit(loop) || !to.outbox.hasRoom();
  }

  /** The receiver gets no more of the message. */
  void abort(Transfer transfer) {
    Output out = transfer.to.output();
    if (transfer.started() && !transfer.over() && out != null) {
      OpenMessage message = transfer.message;
      transfer.to.outbox.abort(out, message.id, message.coverage.next(), message.total);
    }
    transfer.drop();
  }
}
