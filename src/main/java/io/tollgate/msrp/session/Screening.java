package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Status;
import org.jspecify.annotations.Nullable;

/** Whether a message may be carried at all: its type, its size, its ranges, where it goes. */
final class Screening {
  private final Leg leg;
  private final Carrier carrier;
  private final MsrpLimits limits;
  private byte[] acceptedType = {};
  private ContentKind acceptedKind = ContentKind.MESSAGE;

  Screening(Leg leg, Carrier carrier, MsrpLimits limits) {
    this.leg = leg;
    this.carrier = carrier;
    this.limits = limits;
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
      acceptedKind = ContentKind.of(type);
    }
    return Status.OK;
  }

  /** Whether a chunk that ends there can be a part of the message. */
  Status fit(OpenMessage message, Head head, long end, byte flag) {
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
    boolean tooShort = flag == Flag.LAST && message.total >= 0 && end < message.total;
    return tooLong || tooShort ? Status.BAD_REQUEST : Status.OK;
  }

  /** Where the message goes; null when more of its CPIM head is needed to say. */
  @Nullable Status route(OpenMessage message, Head head, long start, ByteBuf body, byte flag) {
    ContentKind kind = acceptedKind;
    if (!head.contentTypeIs(acceptedType)) {
      String type = head.contentType();
      kind = ContentKind.of(type == null ? "" : type);
    }
    CpimHead cpim = null;
    if (kind == ContentKind.CPIM) {
      cpim = start == 1 ? CpimHead.read(body) : null;
      if (cpim == null) {
        boolean mayCome = start == 1 && flag == Flag.MORE && body.readableBytes() < CpimHead.MAX;
        return mayCome ? null : Status.BAD_REQUEST;
      }
      String inner = cpim.contentType();
      kind = inner == null ? ContentKind.MESSAGE : ContentKind.of(inner);
    }
    boolean small = message.total >= 0 && message.total <= ContentKind.MAX_NOTIFICATION;
    message.countable = kind != ContentKind.NOTIFICATION || !small && flag != Flag.LAST;
    Status status = carrier.route(leg, message, cpim);
    message.routed = status == Status.OK;
    return status;
  }
}
