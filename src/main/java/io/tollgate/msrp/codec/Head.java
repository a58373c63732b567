package io.tollgate.msrp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The header block of one frame: its octets, and where things are in them. A decoder has one and
 * uses it again for each frame, as millions of them pass.
 */
public final class Head {
  static final int NONE = -1;

  byte[] bytes;
  int length;

  int tidAt;
  int tidLength;
  FrameKind kind = FrameKind.OTHER;
  int status;
  int toAt;
  int toLength;
  int fromAt;
  int fromLength;
  int afterPaths;
  int messageIdAt;
  int messageIdLength;
  int rangeLineAt;
  int rangeLineEnd;
  long rangeStart;
  long rangeEnd;
  long rangeTotal;
  boolean successReport;
  int successLineAt;
  int successLineEnd;
  FailureReport failureReport = FailureReport.YES;
  int typeAt;
  int typeLength;
  int statusAt;
  int statusLength;
  int nicknameAt;
  int nicknameLength;
  boolean body;
  boolean foreign;
  @Nullable String fault;
  private @Nullable String messageId;

  Head(int capacity) {
    bytes = new byte[capacity];
    clear();
  }

  void clear() {
    length = 0;
    tidLength = 0;
    kind = FrameKind.OTHER;
    status = 0;
    toLength = 0;
    fromLength = 0;
    afterPaths = 0;
    messageIdAt = NONE;
    rangeLineAt = NONE;
    rangeStart = 1;
    rangeEnd = NONE;
    rangeTotal = NONE;
    successReport = false;
    successLineAt = NONE;
    failureReport = FailureReport.YES;
    typeAt = NONE;
    statusAt = NONE;
    nicknameAt = NONE;
    body = false;
    foreign = false;
    fault = null;
    messageId = null;
  }

  /** A copy that outlives the frame. */
  public Head copy() {
    Head copy = new Head(0);
    copy.bytes = Arrays.copyOf(bytes, length);
    copy.length = length;
    copy.tidAt = tidAt;
    copy.tidLength = tidLength;
    copy.kind = kind;
    copy.status = status;
    copy.toAt = toAt;
    copy.toLength = toLength;
    copy.fromAt = fromAt;
    copy.fromLength = fromLength;
    copy.afterPaths = afterPaths;
    copy.messageIdAt = messageIdAt;
    copy.messageIdLength = messageIdLength;
    copy.rangeLineAt = rangeLineAt;
    copy.rangeLineEnd = rangeLineEnd;
    copy.rangeStart = rangeStart;
    copy.rangeEnd = rangeEnd;
    copy.rangeTotal = rangeTotal;
    copy.successReport = successReport;
    copy.successLineAt = successLineAt;
    copy.successLineEnd = successLineEnd;
    copy.failureReport = failureReport;
    copy.typeAt = typeAt;
    copy.typeLength = typeLength;
    copy.statusAt = statusAt;
    copy.statusLength = statusLength;
    copy.nicknameAt = nicknameAt;
    copy.nicknameLength = nicknameLength;
    copy.body = body;
    copy.foreign = foreign;
    copy.fault = fault;
    return copy;
  }

  /** From "MSRP" to the line end of the last header. */
  public int length() {
    return length;
  }

  public FrameKind kind() {
    return kind;
  }

  public boolean isResponse() {
    return kind == FrameKind.RESPONSE;
  }

  /** Status code of a response, or of a REPORT's Status header. */
  public int status() {
    return status;
  }

  public String tid() {
    return new String(bytes, tidAt, tidLength, ISO_8859_1);
  }

  /** Whether both paths were read: without them nothing can be answered. */
  public boolean hasPaths() {
    return toLength > 0 && fromLength > 0;
  }

  public String toPath() {
    return new String(bytes, toAt, toLength, ISO_8859_1);
  }

  public String fromPath() {
    return new String(bytes, fromAt, fromLength, ISO_8859_1);
  }

  /** A copy of the block. */
  public byte[] octets() {
    return Arrays.copyOf(bytes, length);
  }

  public boolean toPathIs(byte[] path) {
    return Arrays.equals(bytes, toAt, toAt + toLength, path, 0, path.length);
  }

  /** Where the headers that are carried on begin. */
  public int afterPaths() {
    return afterPaths;
  }

  public @Nullable String messageId() {
    if (messageId == null && messageIdAt != NONE) {
      messageId = new String(bytes, messageIdAt, messageIdLength, ISO_8859_1);
    }
    return messageId;
  }

  public int messageIdLength() {
    return messageIdAt == NONE ? 0 : messageIdLength;
  }

  /** Whether the Byte-Range says just this; an interrupted chunk's says more. */
  public boolean rangeIs(long start, long end) {
    return rangeLineAt != NONE && rangeStart == start && rangeEnd == end;
  }

  /** First octet of the chunk in its message, from 1. */
  public long rangeStart() {
    return rangeStart;
  }

  /** Last octet, or -1 for {@code *}. */
  public long rangeEnd() {
    return rangeEnd;
  }

  /** Size of the message, or -1 for {@code *}. */
  public long rangeTotal() {
    return rangeTotal;
  }

  public boolean successReport() {
    return successReport;
  }

  public FailureReport failureReport() {
    return failureReport;
  }

  /** Whether it has headers that MSRP does not need: they are carried on, and may say anything. */
  public boolean hasForeignHeaders() {
    return foreign;
  }

  /** Whether a content part follows, even an empty one. */
  public boolean hasBody() {
    return body;
  }

  public @Nullable String contentType() {
    return typeAt == NONE ? null : new String(bytes, typeAt, typeLength, UTF_8);
  }

  public boolean contentTypeIs(byte[] type) {
    return typeAt != NONE
        && Arrays.equals(bytes, typeAt, typeAt + typeLength, type, 0, type.length);
  }

  public byte @Nullable [] contentTypeBytes() {
    return typeAt == NONE ? null : Arrays.copyOfRange(bytes, typeAt, typeAt + typeLength);
  }

  /** Value of Use-Nickname (RFC 7701 section 7.1). */
  public @Nullable String nickname() {
    return nicknameAt == NONE ? null : new String(bytes, nicknameAt, nicknameLength, UTF_8);
  }

  /** What is wrong with a frame whose end can be found all the same: 400. */
  public @Nullable String fault() {
    return fault;
  }
}
