package io.tollgate.msrp.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A frame, or a piece of a large one that is still coming in: some octets of its body. What a
 * decoder hands out is lent, head and octets too, and is filled anew for the next piece: whoever
 * keeps it keeps a copy.
 */
public final class Piece {
  private Head head;
  private long offset;
  private ByteBuf body;
  private byte flag;

  Piece(Head head) {
    this(head, 0, Unpooled.EMPTY_BUFFER, Flag.OPEN);
  }

  private Piece(Head head, long offset, ByteBuf body, byte flag) {
    this.head = head;
    this.offset = offset;
    this.body = body;
    this.flag = flag;
  }

  Piece fill(Head of, long at, ByteBuf octets, byte end) {
    head = of;
    offset = at;
    body = octets;
    flag = end;
    return this;
  }

  public Head head() {
    return head;
  }

  public ByteBuf body() {
    return body;
  }

  public int octets() {
    return body.readableBytes();
  }

  /** {@link Flag#OPEN} while more of the frame is coming. */
  public byte flag() {
    return flag;
  }

  public boolean beginsFrame() {
    return offset == 0;
  }

  public boolean endsFrame() {
    return flag != Flag.OPEN;
  }

  /** Of its octets in the message; the first one is 1. */
  public long start() {
    return head.rangeStart() + offset;
  }

  public long end() {
    return start() + octets() - 1;
  }

  /** Other octets under the same head. */
  public Piece with(long start, ByteBuf octets, byte end) {
    return new Piece(head, start - head.rangeStart(), octets, end);
  }

  /** To be kept, and released. */
  public Piece copy() {
    return new Piece(head.copy(), offset, body.retainedSlice(), flag);
  }

  /** Only of a copy. */
  public void release() {
    body.release();
  }
}
