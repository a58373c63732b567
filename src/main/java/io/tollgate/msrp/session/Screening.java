package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tollgate.content.Contents;
import io.tollgate.content.FreeRate;
import io.tollgate.content.Nature;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Piece;
import io.tollgate.msrp.codec.Status;
import org.jspecify.annotations.Nullable;

/** Whether a message may be carried at all: its type, its size, its ranges, where it goes. */
final class Screening {
  /** RFC 4975 9 has 32 characters at most; some clients have longer ones. */
  private static final int MAX_FREE_ID = 64;

  private final MessageLeg leg;
  private final Carrier carrier;
  private final MsrpLimits limits;
  private final FreeRate rate;
  private byte[] acceptedType = {};
  private @Nullable String acceptedName;

  Screening(MessageLeg leg, Carrier carrier, MsrpLimits limits) {
    this.leg = leg;
    this.carrier = carrier;
    this.limits = limits;
    this.rate = new FreeRate(limits.freePerSecond());
  }

  /** What a new message's first header block says against it. */
  Status first(Head head) {
    if (head.rangeTotal() > limits.messageBytes()) {
      return Status.STOP_SENDING;
    }
    if (!head.contentTypeIs(acceptedType)) {
      String type = head.contentType();
      byte[] octets = head.contentTypeBytes();
      if (type == null || octets == null || !carrier.accepts(leg, type)) {
        return Status.MEDIA_TYPE;
      }
      acceptedType = octets;
      acceptedName = type;
    }
    return Status.OK;
  }

  /** Whether the piece can be a part of the message. */
  Status fit(OpenMessage message, Piece piece) {
    Head head = piece.head();
    long end = piece.end();
    long total = head.rangeTotal();
    if (head.rangeEnd() >= 0 && end > head.rangeEnd()) {
      return Status.BAD_REQUEST;
    }
    if (message.total < 0) {
      message.total = total;
    } else if (total >= 0 && total != message.total) {
      return Status.BAD_REQUEST;
    }
    if (end > limits.messageBytes()) {
      return Status.STOP_SENDING;
    }
    boolean tooLong = message.total >= 0 && end > message.total;
    boolean tooShort = piece.flag() == Flag.LAST && message.total >= 0 && end < message.total;
    return tooLong || tooShort ? Status.BAD_REQUEST : Status.OK;
  }

  /**
   * Where the message goes; null when more of it is needed to say: of its CPIM head, or of a small
   * document that may turn out to be a notification.
   */
  @Nullable Status route(OpenMessage message, Piece piece) {
    Head head = piece.head();
    ByteBuf body = piece.body();
    byte flag = piece.flag();
    String type = head.contentTypeIs(acceptedType) ? acceptedName : head.contentType();
    boolean begins = piece.start() == 1;
    boolean more = begins && flag == Flag.MORE && body.readableBytes() < CpimHead.MAX;
    CpimHead cpim = null;
    if (ContentKind.isCpim(type)) {
      cpim = begins ? CpimHead.read(body) : null;
      if (cpim == null) {
        return more ? null : Status.BAD_REQUEST;
      }
    }
    if (begins && isSmall(message, body, flag)) {
      byte[] octets = ByteBufUtil.getBytes(body);
      if (flag == Flag.LAST) {
        message.nature = nature(head, type, octets);
      } else if (more && isPlain(head) && Contents.mayBeFree(type, octets)) {
        return null;
      }
    }
    Status status = carrier.route(leg, message, cpim);
    if (status == Status.OK) {
      message.routed();
    }
    return status;
  }

  private static boolean isSmall(OpenMessage message, ByteBuf body, byte flag) {
    return message.total <= Contents.MAX_FREE
        && body.readableBytes() <= Contents.MAX_FREE
        && (flag == Flag.LAST || flag == Flag.MORE);
  }

  /** What is free is so up to a rate; beyond it, it counts like a message. */
  private Nature nature(Head head, @Nullable String type, byte[] octets) {
    Nature nature = Contents.of(type, octets);
    boolean free = nature.isFree() && isPlain(head) && rate.take(leg.loop.now());
    return free ? nature : Nature.CONTENT;
  }

  /** Other headers are carried on, and may say anything. */
  private static boolean isPlain(Head head) {
    return !head.hasForeignHeaders() && head.messageIdLength() <= MAX_FREE_ID;
  }
}
