package io.tollgate.msrp.codec;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads a header block line by line as octets come in; a line is looked at once. Faults that leave
 * the frame's end findable are noted in the head, others stop the connection.
 */
final class HeadParser {
  /** RFC 4975 gives no bound; this is what a peer may make us hold. */
  static final int MAX_BLOCK = 16 * 1024;

  private static final int COPY = 384;

  final Head head = new Head(1024);
  private int scanned;
  private int lineAt;
  private int filled;
  private byte flag;
  private boolean done;
  private @Nullable String broken;

  void reset() {
    head.clear();
    scanned = 0;
    lineAt = 0;
    filled = 0;
    flag = Flag.OPEN;
    done = false;
    broken = null;
  }

  /** What makes the rest unreadable, or null. */
  @Nullable String broken() {
    return broken;
  }

  /** The flag of a frame that ended with its headers, or {@link Flag#OPEN} when a body follows. */
  byte flag() {
    return flag;
  }

  /** Takes what belongs to the block; true when the block is whole. */
  boolean read(ByteBuf in) {
    while (!done && broken == null && in.isReadable()) {
      int take = Math.min(Math.min(COPY, MAX_BLOCK - filled), in.readableBytes());
      if (filled + take > head.bytes.length) {
        grow(filled + take);
      }
      in.getBytes(in.readerIndex(), head.bytes, filled, take);
      int before = filled;
      filled += take;
      lines();
      in.skipBytes(done ? lineAt - before : take);
      if (!done && broken == null && filled == MAX_BLOCK) {
        broken = "header block of " + MAX_BLOCK + " octets without an end";
      }
    }
    return done;
  }

  private void grow(int needed) {
    byte[] larger = new byte[Math.max(needed, head.bytes.length * 2)];
    System.arraycopy(head.bytes, 0, larger, 0, filled);
    head.bytes = larger;
  }

  private void lines() {
    byte[] bytes = head.bytes;
    int at = scanned;
    int end = filled;
    while (at < end) {
      if (bytes[at] == '\n') {
        if (at == lineAt || bytes[at - 1] != '\r') {
          broken = "line feed without carriage return";
          return;
        }
        line(lineAt, at - 1);
        if (broken != null) {
          return;
        }
        lineAt = at + 1;
        if (done) {
          return;
        }
      }
      at++;
    }
    scanned = at;
    if (head.tidLength == 0 && !StartLine.canBecome(bytes, lineAt, filled)) {
      broken = "not MSRP (expected: \"MSRP \" and a transaction id)";
    }
  }

  /** One line, without its CRLF. */
  private void line(int from, int to) {
    if (head.tidLength == 0) {
      if (to > from) {
        broken = StartLine.parse(head, from, to);
      }
      return;
    }
    if (to == from) {
      finish(from, Flag.OPEN);
    } else if (EndLine.isAt(head, from, to)) {
      finish(from, head.bytes[to - 1]);
    } else if (head.bytes[from] == '-') {
      broken = "end line with another transaction id";
    } else {
      HeaderLine.parse(head, from, to);
    }
  }

  private void finish(int end, byte frameFlag) {
    head.length = end;
    head.body = frameFlag == Flag.OPEN;
    flag = frameFlag;
    done = true;
    HeaderLine.check(head);
  }
}
