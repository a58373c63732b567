package io.tollgate.msrp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Writes frames. Callers see to the room: {@link #ROOM} octets beside the variable parts. */
public final class FrameWriter {
  /** More than the fixed parts of any frame written here. */
  public static final int ROOM = 256;

  private static final byte[] START = ascii("MSRP ");
  private static final byte[] SEND = ascii(" SEND\r\n");
  private static final byte[] TO_PATH = ascii("To-Path: ");
  private static final byte[] FROM_PATH = ascii("\r\nFrom-Path: ");
  private static final byte[] BYTE_RANGE = ascii("Byte-Range: ");
  private static final byte[] MESSAGE_ID = ascii("Message-ID: ");
  private static final byte[] SILENT = ascii("Failure-Report: no\r\n");
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] END = ascii("\r\n-------");
  private static final byte[] BARE_END = ascii("-------");

  private FrameWriter() {}

  /** The two path headers of a leg, made once: they are the same on all its frames. */
  public static byte[] paths(String to, String from) {
    return ("To-Path: " + to + "\r\nFrom-Path: " + from + "\r\n").getBytes(ISO_8859_1);
  }

  public static void sendStart(ByteBuf out, byte[] tid, byte[] paths) {
    out.writeBytes(START).writeBytes(tid).writeBytes(SEND).writeBytes(paths);
  }

  /** What follows the paths, as it came in; leave out the lines that {@code without} names. */
  public static void carriedHeaders(
      ByteBuf out, Head head, boolean keepRange, boolean keepSuccessReport) {
    int at = head.afterPaths;
    int rangeAt = keepRange ? Head.NONE : head.rangeLineAt;
    int successAt = keepSuccessReport ? Head.NONE : head.successLineAt;
    int first = earlier(rangeAt, successAt);
    int second = first == rangeAt ? successAt : rangeAt;
    at = copyTo(out, head, at, first, rangeAt);
    at = copyTo(out, head, at, second, rangeAt);
    out.writeBytes(head.bytes, at, head.length - at);
  }

  private static int earlier(int a, int b) {
    return a == Head.NONE ? b : b == Head.NONE ? a : Math.min(a, b);
  }

  private static int copyTo(ByteBuf out, Head head, int at, int line, int rangeAt) {
    if (line == Head.NONE) {
      return at;
    }
    out.writeBytes(head.bytes, at, line - at);
    return line == rangeAt ? head.rangeLineEnd : head.successLineEnd;
  }

  /**
   * @param total -1 for unknown
   */
  public static void byteRange(ByteBuf out, long start, long end, long total) {
    out.writeBytes(BYTE_RANGE);
    number(out, start);
    out.writeByte('-');
    number(out, end);
    out.writeByte('/');
    if (total < 0) {
      out.writeByte('*');
    } else {
      number(out, total);
    }
    out.writeBytes(CRLF);
  }

  /** Between the headers and the body. */
  public static void blankLine(ByteBuf out) {
    out.writeBytes(CRLF);
  }

  public static void endAfterBody(ByteBuf out, byte[] tid, byte flag) {
    out.writeBytes(END).writeBytes(tid).writeByte(flag).writeBytes(CRLF);
  }

  public static void endWithoutBody(ByteBuf out, byte[] tid, byte flag) {
    out.writeBytes(BARE_END).writeBytes(tid).writeByte(flag).writeBytes(CRLF);
  }

  /**
   * Answers a request: to the hop it came from, the first URI of its From-Path, and from the URI it
   * was sent to (RFC 4975 section 7.2).
   */
  public static void response(ByteBuf out, Head request, Status status) {
    out.writeBytes(START).writeBytes(request.bytes, request.tidAt, request.tidLength);
    out.writeByte(' ');
    status.writeTo(out);
    out.writeBytes(CRLF).writeBytes(TO_PATH);
    out.writeBytes(request.bytes, request.fromAt, firstUri(request));
    out.writeBytes(FROM_PATH).writeBytes(request.bytes, request.toAt, request.toLength);
    out.writeBytes(CRLF).writeBytes(BARE_END);
    out.writeBytes(request.bytes, request.tidAt, request.tidLength);
    out.writeByte(Flag.LAST).writeBytes(CRLF);
  }

  private static int firstUri(Head head) {
    for (int i = 0; i < head.fromLength; i++) {
      if (head.bytes[head.fromAt + i] == ' ') {
        return i;
      }
    }
    return head.fromLength;
  }

  /** A REPORT of our own (RFC 4975 section 7.1.2), or one that is passed on. */
  public static void report(
      ByteBuf out,
      byte[] tid,
      byte[] paths,
      String messageId,
      @Nullable String range,
      String status) {
    out.writeBytes(START).writeBytes(tid);
    out.writeCharSequence(" REPORT\r\n", ISO_8859_1);
    out.writeBytes(paths);
    out.writeCharSequence("Message-ID: " + messageId + "\r\n", ISO_8859_1);
    if (range != null) {
      out.writeCharSequence("Byte-Range: " + range + "\r\n", ISO_8859_1);
    }
    out.writeCharSequence("Status: " + status + "\r\n", UTF_8);
    endWithoutBody(out, tid, Flag.LAST);
  }

  /** A Message-ID of our own: the transaction id is as good as any. */
  public static void messageId(ByteBuf out, byte[] tid) {
    out.writeBytes(MESSAGE_ID).writeBytes(tid).writeBytes(CRLF);
  }

  /** A message is given up: an empty chunk with {@code #}. */
  public static void abort(
      ByteBuf out, byte[] tid, byte[] paths, String messageId, long next, long total) {
    sendStart(out, tid, paths);
    out.writeBytes(MESSAGE_ID).writeCharSequence(messageId, ISO_8859_1);
    out.writeBytes(CRLF);
    byteRange(out, next, next - 1, total);
    out.writeBytes(SILENT);
    endWithoutBody(out, tid, Flag.ABORTED);
  }

  /** A REPORT on its way through: its own headers stay. */
  public static void carriedReport(ByteBuf out, byte[] tid, byte[] paths, Head head) {
    out.writeBytes(START).writeBytes(tid);
    out.writeCharSequence(" REPORT\r\n", ISO_8859_1);
    out.writeBytes(paths);
    carriedHeaders(out, head, true, true);
    endWithoutBody(out, tid, Flag.LAST);
  }

  private static void number(ByteBuf out, long value) {
    if (value >= 10) {
      number(out, value / 10);
    }
    out.writeByte((int) ('0' + value % 10));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
