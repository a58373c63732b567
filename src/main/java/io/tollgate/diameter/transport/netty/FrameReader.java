package io.tollgate.diameter.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tollgate.diameter.command.MessageCodec;
import org.jspecify.annotations.Nullable;

/** Cuts the byte stream into messages. Keeps at most one incomplete message, of bounded size. */
final class FrameReader {
  /** No charging answer comes near it; a peer that claims more is broken or hostile. */
  static final int LONGEST_MESSAGE = 128 * 1024;

  /** Takes whole messages. */
  @FunctionalInterface
  interface Sink {
    /** The bytes are only valid during the call. Returns false to stop reading. */
    boolean frame(ByteBuf bytes, int offset, int length);
  }

  /** The stream cannot be followed any further. */
  static final class FramingException extends Exception {
    private static final long serialVersionUID = 1L;

    FramingException(String message) {
      super(message, null, false, false);
    }
  }

  private @Nullable ByteBuf partial;

  /** Reads all there is; the buffer stays the caller's. */
  void read(ByteBuf in, ByteBufAllocator allocator, Sink sink) throws FramingException {
    while (in.isReadable()) {
      ByteBuf begun = partial;
      if (begun != null) {
        if (!complete(begun, in)) {
          return;
        }
        partial = null;
        try {
          if (!sink.frame(begun, 0, begun.readableBytes())) {
            return;
          }
        } finally {
          begun.release();
        }
        continue;
      }
      int available = in.readableBytes();
      int length = available < 4 ? 0 : frameLength(in.getInt(in.readerIndex()));
      if (available < 4 || available < length) {
        partial = allocator.buffer(Math.max(256, length)).writeBytes(in);
        return;
      }
      int offset = in.readerIndex();
      in.skipBytes(length);
      if (!sink.frame(in, offset, length)) {
        return;
      }
    }
  }

  void release() {
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }

  /** Moves bytes to the message that was begun; true once it is whole. */
  private static boolean complete(ByteBuf begun, ByteBuf in) throws FramingException {
    if (begun.readableBytes() < 4) {
      move(in, begun, 4 - begun.readableBytes());
      if (begun.readableBytes() < 4) {
        return false;
      }
    }
    int length = frameLength(begun.getInt(0));
    move(in, begun, length - begun.readableBytes());
    return begun.readableBytes() == length;
  }

  private static void move(ByteBuf from, ByteBuf to, int wanted) {
    to.writeBytes(from, Math.min(wanted, from.readableBytes()));
  }

  private static int frameLength(int firstWord) throws FramingException {
    int version = firstWord >>> 24;
    int length = firstWord & 0xFF_FFFF;
    if (version != MessageCodec.VERSION) {
      throw new FramingException("version: " + version + " (expected: 1)");
    }
    if (length < MessageCodec.HEADER_LENGTH || length % 4 != 0 || length > LONGEST_MESSAGE) {
      throw new FramingException(
          "message length: "
              + length
              + " (expected: a multiple of 4 in "
              + MessageCodec.HEADER_LENGTH
              + ".."
              + LONGEST_MESSAGE
              + ")");
    }
    return length;
  }
}
