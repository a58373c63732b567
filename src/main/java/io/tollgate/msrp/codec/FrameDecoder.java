package io.tollgate.msrp.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Frames out of a stream. A frame that is not whole is given in pieces of at least {@link #PIECE}
 * octets, so that a message of any size is never held; no more than one header block and one such
 * piece is.
 */
public final class FrameDecoder {
  /** Large enough that a piece is worth a frame of its own downstream. */
  public static final int PIECE = 16 * 1024;

  private final ByteBufAllocator allocator;
  private final FrameSink sink;
  private final HeadParser parser = new HeadParser();
  private final Piece lent = new Piece(parser.head);
  private final EndLine endLine = new EndLine();
  private @Nullable ByteBuf held;
  private boolean inBody;
  private boolean bodyStart;
  private boolean dead;
  private boolean paused;
  private long offset;
  private int searched;

  public FrameDecoder(ByteBufAllocator allocator, FrameSink sink) {
    this.allocator = allocator;
    this.sink = sink;
  }

  /** Reads all of it, or up to a {@link #pause}; the caller keeps the ownership. */
  public void decode(ByteBuf in) {
    while (in.isReadable() && !dead && !paused) {
      if (!inBody) {
        head(in);
      } else if (held != null) {
        heldBody(held, in);
      } else if (!body(in)) {
        hold(in);
      }
    }
  }

  /** Leaves the octets after the current piece unread until {@link #resume}. */
  public void pause() {
    paused = true;
  }

  public void resume() {
    paused = false;
  }

  /** Nothing more is read, now or later. */
  public void stop() {
    dead = true;
  }

  public boolean isStopped() {
    return dead;
  }

  /** Frees what is held. */
  public void release() {
    dead = true;
    dropHeld();
  }

  private void head(ByteBuf in) {
    boolean whole = parser.read(in);
    String broken = parser.broken();
    if (broken != null) {
      fail(broken);
    } else if (whole) {
      offset = 0;
      searched = 0;
      if (parser.flag() != Flag.OPEN) {
        finish(in, 0, parser.flag());
      } else {
        inBody = true;
        bodyStart = true;
      }
    }
  }

  /** The piece goes out, and the next octet is a new frame's. */
  private void finish(ByteBuf in, int length, byte flag) {
    inBody = false;
    emit(in, length, flag);
    parser.reset();
  }

  private void emit(ByteBuf in, int length, byte flag) {
    ByteBuf piece = in.slice(in.readerIndex(), length);
    sink.piece(lent.fill(parser.head, offset, piece, flag));
    offset += length;
    searched = 0;
  }

  /** Reads body octets; false when those that are left may be part of an end line, or too few. */
  private boolean body(ByteBuf in) {
    int from = in.readerIndex();
    if (bodyStart) {
      EndLine.Result bare = bareEndLine(in);
      if (bare == null) {
        return false;
      }
      bodyStart = false;
      if (bare == EndLine.Result.FOUND) {
        finish(in, 0, endLine.flag);
        in.readerIndex(endLine.next);
        return true;
      }
    }
    switch (endLine.search(in, parser.head, from + searched)) {
      case FOUND -> {
        finish(in, endLine.at - from, endLine.flag);
        in.readerIndex(endLine.next);
        return true;
      }
      case ABSENT -> {
        int safe = endLine.at - from;
        if (safe < PIECE) {
          searched = safe;
          return false;
        }
        emit(in, safe, Flag.OPEN);
        in.readerIndex(from + safe);
        return !in.isReadable();
      }
    }
    return true;
  }

  /**
   * Some senders leave out the CRLF between an empty body and the end line. Null when more octets
   * are needed to know.
   */
  private EndLine.@Nullable Result bareEndLine(ByteBuf in) {
    int from = in.readerIndex();
    if (in.getByte(from) != '-') {
      return EndLine.Result.ABSENT;
    }
    EndLine.Result result = endLine.compare(in, parser.head, from, in.writerIndex());
    boolean undecided = result == EndLine.Result.ABSENT && endLine.at == from - 2;
    return undecided ? null : result == EndLine.Result.FOUND ? result : EndLine.Result.ABSENT;
  }

  private void hold(ByteBuf in) {
    if (!in.isReadable() || dead) {
      return;
    }
    ByteBuf kept = allocator.directBuffer(PIECE + 4 * EndLine.MAX);
    kept.writeBytes(in);
    held = kept;
  }

  /** Goes on with what was held, and then as soon as possible with the new octets themselves. */
  private void heldBody(ByteBuf kept, ByteBuf in) {
    int take = Math.min(in.readableBytes(), kept.capacity() - kept.writerIndex());
    kept.writeBytes(in, in.readerIndex(), take);
    boolean moved = body(kept);
    int left = kept.readableBytes();
    if (dead || left <= take && (moved || kept.readerIndex() > 0)) {
      in.skipBytes(dead ? in.readableBytes() : take - left);
      dropHeld();
      return;
    }
    in.skipBytes(take);
    if (kept.readerIndex() > 0) {
      held = null;
      hold(kept);
      kept.release();
    }
  }

  private void fail(String why) {
    dead = true;
    sink.malformed(parser.head, why);
  }

  private void dropHeld() {
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
