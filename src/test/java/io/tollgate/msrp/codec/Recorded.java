package io.tollgate.msrp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of frames together again, and notes what was malformed. */
final class Recorded implements FrameSink {
  private static final int MAX_PIECE = 200 * 1024;

  /** A frame as the sender meant it. */
  record Whole(String tid, String kind, @Nullable String messageId, String body, char flag) {}

  final List<Whole> frames = new ArrayList<>();
  final List<String> malformed = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  int largestPiece;

  /** Feeds the octets cut at the given places. */
  static Recorded of(byte[] octets, int... cuts) {
    Recorded recorded = new Recorded();
    FrameDecoder decoder = new FrameDecoder(Unpooled.buffer().alloc(), recorded);
    int from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i == cuts.length ? octets.length : cuts[i];
      ByteBuf in = Unpooled.directBuffer(Math.max(1, to - from));
      in.writeBytes(octets, from, to - from);
      decoder.decode(in);
      in.release();
      from = to;
    }
    decoder.release();
    return recorded;
  }

  @Override
  public void piece(Piece piece) {
    Head head = piece.head();
    long offset = piece.start() - head.rangeStart();
    byte flag = piece.flag();
    if (offset != body.size()) {
      throw new AssertionError("offset " + offset + " (expected: " + body.size() + ")");
    }
    int length = piece.octets();
    largestPiece = Math.max(largestPiece, length);
    if (flag == Flag.OPEN && length < FrameDecoder.PIECE || length > MAX_PIECE) {
      throw new AssertionError("piece of " + length + " octets");
    }
    body.writeBytes(ByteBufUtil.getBytes(piece.body()));
    if (flag != Flag.OPEN) {
      String kind = head.isResponse() ? Integer.toString(head.status()) : head.kind().name();
      frames.add(
          new Whole(head.tid(), kind, head.messageId(), body.toString(ISO_8859_1), (char) flag));
      body.reset();
    }
  }

  @Override
  public void malformed(Head head, String why) {
    malformed.add(why);
  }
}
