package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.FailureReport;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that come in on one leg: which octets are new, whether they may pass, when a message is
 * whole. F3 in this order: the chunk is accepted, answered, carried on, and with the last chunk the
 * message is counted.
 */
final class Inbox {
  private final Leg leg;
  private final Carrier carrier;
  private final MsrpLimits limits;
  private final Map<String, OpenMessage> open = new LinkedHashMap<>();
  private final RecentIds recent = new RecentIds();
  private final Parking parking;

  /** The message of the frame that is coming in; null when the frame is not carried. */
  private @Nullable OpenMessage current;

  /** Whether the frame that is coming in gets a 200 although it is not carried. */
  private boolean acknowledge;

  private @Nullable OpenMessage held;
  private byte[] acceptedType = {};
  private ContentKind acceptedKind = ContentKind.MESSAGE;

  Inbox(Leg leg, Carrier carrier, MsrpLimits limits) {
    this.leg = leg;
    this.carrier = carrier;
    this.limits = limits;
    this.parking = new Parking(leg, limits, this::process);
  }

  /** A piece of a SEND; it is processed now, or when what it waits for has come. */
  void piece(Head head, long offset, ByteBuf body, byte flag) {
    if (offset == 0) {
      parking.frameBegins();
    }
    if (parking.isOpen() && process(head, offset, body, flag)) {
      return;
    }
    if (!parking.park(head, offset, body, flag)) {
      respond(head, Status.STOP_SENDING);
    }
  }

  /** False when the piece must wait; nothing was done with it then. */
  private boolean process(Head head, long offset, ByteBuf body, byte flag) {
    if (offset == 0) {
      current = null;
      acknowledge = false;
      if (!begin(head, body, flag)) {
        return false;
      }
    } else if (current != null && !carrier.ready(leg)) {
      parking.waitForDestination();
      return false;
    }
    OpenMessage message = current;
    if (message != null) {
      boolean done = carry(message, head, offset, body, flag);
      if (done && flag != Flag.OPEN) {
        current = null;
      }
      return done;
    }
    if (flag != Flag.OPEN && acknowledge) {
      respond(head, Status.OK);
    }
    return true;
  }

  private boolean begin(Head head, ByteBuf body, byte flag) {
    String id = head.messageId();
    if (head.fault() != null || id == null) {
      respond(head, Status.BAD_REQUEST);
      return true;
    }
    OpenMessage message = open.get(id);
    if (!head.hasBody()) {
      bodiless(head, message, flag);
      return true;
    }
    if (message == null) {
      if (recent.contains(id) || isEmpty(head, body, flag)) {
        acknowledge = true;
        return true;
      }
      Status refusal = refusal(head);
      if (refusal != Status.OK) {
        respond(head, refusal);
        return true;
      }
    } else if (message.stopped != null) {
      respond(head, message.stopped);
      drop(message);
      return true;
    }
    if (!carrier.ready(leg)) {
      parking.waitForDestination();
      return false;
    }
    current = message != null ? message : new OpenMessage(leg, id, head);
    return true;
  }

  /** Binds a connection or keeps it alive, or gives a message up. */
  private void bodiless(Head head, @Nullable OpenMessage message, byte flag) {
    respond(head, Status.OK);
    if (flag == Flag.ABORTED && message != null) {
      drop(message);
    }
  }

  /** A message of no octets says no more than an empty SEND. */
  private static boolean isEmpty(Head head, ByteBuf body, byte flag) {
    return flag != Flag.OPEN && !body.isReadable() && head.rangeStart() == 1;
  }

  private Status refusal(Head head) {
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
    return open.size() >= limits.openMessages() ? Status.STOP_SENDING : Status.OK;
  }

  private boolean carry(OpenMessage message, Head head, long offset, ByteBuf body, byte flag) {
    ByteBuf prefix = message.prefix;
    if (prefix == null) {
      return carryFrom(message, head, head.rangeStart() + offset, body, flag);
    }
    if (head.rangeStart() + offset != 1 + prefix.readableBytes()) {
      stop(message, head, Status.BAD_REQUEST);
      return true;
    }
    ByteBuf joined = Unpooled.copiedBuffer(prefix, body);
    return carryFrom(message, head, 1, joined, flag);
  }

  private boolean carryFrom(OpenMessage message, Head head, long start, ByteBuf body, byte flag) {
    long end = start + body.readableBytes() - 1;
    Status fit = fit(message, head, end, flag);
    if (fit != Status.OK) {
      stop(message, head, fit);
      return true;
    }
    if (!message.admitted) {
      if (!message.routed) {
        Status route = route(message, head, start, body, flag);
        if (route == null) {
          return true;
        }
        if (route != Status.OK) {
          stop(message, head, route);
          return true;
        }
      }
      if (message.countable) {
        Admission admission = admit(message);
        if (admission == Admission.REFUSED) {
          stop(message, head, Status.FORBIDDEN);
        }
        if (admission != Admission.ADMITTED) {
          return admission == Admission.REFUSED;
        }
      }
      message.admitted = true;
    }
    if (!accept(message, head, start, body, flag)) {
      return false;
    }
    message.releasePrefix();
    return true;
  }

  private Status fit(OpenMessage message, Head head, long end, byte flag) {
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
  private @Nullable Status route(
      OpenMessage message, Head head, long start, ByteBuf body, byte flag) {
    ContentKind kind = acceptedKind;
    if (!head.contentTypeIs(acceptedType)) {
      String type = head.contentType();
      kind = ContentKind.of(type == null ? "" : type);
    }
    CpimHead cpim = null;
    if (kind == ContentKind.CPIM) {
      cpim = start == 1 ? CpimHead.read(body) : null;
      if (cpim == null) {
        return laterOrNever(message, head, start, body, flag);
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

  private @Nullable Status laterOrNever(
      OpenMessage message, Head head, long start, ByteBuf body, byte flag) {
    if (start != 1 || flag != Flag.MORE || body.readableBytes() >= CpimHead.MAX) {
      return Status.BAD_REQUEST;
    }
    ByteBuf kept = Unpooled.copiedBuffer(body);
    message.releasePrefix();
    message.prefix = kept;
    touch(message);
    respond(head, Status.OK);
    return null;
  }

  private Admission admit(OpenMessage message) {
    Admission admission =
        carrier.gate().admit(decision -> leg.loop.run(() -> decided(message, decision)));
    if (admission == Admission.HELD) {
      waitForCredit(message);
    }
    return admission;
  }

  private void decided(OpenMessage message, Admission decision) {
    if (held != message) {
      if (decision == Admission.ADMITTED) {
        carrier.gate().abandoned();
      }
      return;
    }
    held = null;
    if (decision == Admission.ADMITTED) {
      message.admitted = true;
    } else {
      message.stopped = Status.FORBIDDEN;
    }
    parking.creditDecided();
  }

  /** False when the octets must wait for credit; nothing was done with them then. */
  private boolean accept(OpenMessage message, Head head, long start, ByteBuf body, byte flag) {
    long octets = body.readableBytes();
    long end = start + octets - 1;
    boolean next = message.coverage.continues(start);
    List<Coverage.Range> fresh = next ? List.of() : message.coverage.missing(start, end);
    long sum = next ? octets : fresh.stream().mapToLong(Coverage.Range::length).sum();
    if (message.countable && sum > 0) {
      Admission admission =
          carrier.spend(leg, sum, decision -> leg.loop.run(() -> askAgain(message)));
      if (admission == Admission.HELD) {
        waitForCredit(message);
        return false;
      }
      if (admission == Admission.REFUSED) {
        stop(message, head, Status.STOP_SENDING);
        return true;
      }
      leg.tally.add(Count.OCTETS_IN, sum);
    }
    carrier.active();
    if (next) {
      message.coverage.extend(octets);
      end(message, head, end, flag);
      carrier.forward(message, head, start, body, flag);
      settle(message, flag);
      return true;
    }
    message.coverage.add(fresh);
    if (message.coverage.scattered()) {
      stop(message, head, Status.STOP_SENDING);
    } else {
      end(message, head, end, flag);
      forwardFresh(message, head, fresh, start, body, flag);
      settle(message, flag);
    }
    return true;
  }

  private void waitForCredit(OpenMessage message) {
    held = message;
    touch(message);
    parking.waitForCredit();
  }

  private void askAgain(OpenMessage message) {
    if (held == message) {
      held = null;
      parking.creditDecided();
    }
  }

  private void forwardFresh(
      OpenMessage message,
      Head head,
      List<Coverage.Range> fresh,
      long start,
      ByteBuf body,
      byte flag) {
    for (int i = 0; i < fresh.size(); i++) {
      Coverage.Range range = fresh.get(i);
      int at = body.readerIndex() + (int) (range.start() - start);
      int length = (int) (range.end() - range.start() + 1);
      byte own = i == fresh.size() - 1 ? flag : Flag.OPEN;
      carrier.forward(message, head, range.start(), body.slice(at, length), own);
    }
    if (fresh.isEmpty() && flag == Flag.LAST && !message.lastSent) {
      long end = start + body.readableBytes();
      carrier.forward(message, head, end, Unpooled.EMPTY_BUFFER, flag);
    }
  }

  /** The frame's answer, before its octets go on. */
  private void end(OpenMessage message, Head head, long end, byte flag) {
    if (flag == Flag.LAST) {
      message.lastSeen = true;
      if (message.total < 0) {
        message.total = end;
      }
    }
    if (flag != Flag.OPEN) {
      respond(head, Status.OK);
    }
  }

  private void settle(OpenMessage message, byte flag) {
    if (message.whole) {
      return;
    }
    if (flag == Flag.LAST) {
      message.lastSent = true;
    }
    if (flag == Flag.ABORTED) {
      drop(message);
    } else if (message.lastSeen && message.coverage.covers(message.total)) {
      complete(message);
    } else {
      touch(message);
    }
  }

  private void complete(OpenMessage message) {
    message.whole = true;
    open.remove(message.id);
    recent.add(message.id);
    if (message.countable) {
      carrier.gate().completed();
      leg.tally.add(Count.SENT, 1);
    }
    carrier.completed(message);
    for (Transfer transfer : message.transfers) {
      transfer.settle();
    }
  }

  private void touch(OpenMessage message) {
    message.lastSeenAt = leg.loop.now();
    open.put(message.id, message);
  }

  /** Refuses the frame, and with it the rest of the message. */
  private void stop(OpenMessage message, Head head, Status status) {
    respond(head, status);
    drop(message);
    current = null;
  }

  /** The message will never be whole. */
  private void drop(OpenMessage message) {
    open.remove(message.id);
    message.releasePrefix();
    if (held == message) {
      held = null;
    }
    if (message.admitted && message.countable) {
      carrier.gate().abandoned();
    }
    if (current == message) {
      current = null;
    }
    carrier.abort(message);
  }

  private void respond(Head head, Status status) {
    FailureReport wanted = head.failureReport();
    if (wanted == FailureReport.YES || wanted == FailureReport.PARTIAL && status != Status.OK) {
      leg.respond(head, status);
    }
  }

  /** A receiver has room again, or is there at last. */
  void destinationReady() {
    parking.destinationReady();
  }

  /** A receiver refused the message: its sender is told with the next chunk. */
  void refuseRest(OpenMessage message, Status status) {
    if (open.containsKey(message.id)) {
      message.stopped = status;
    }
  }

  /** Its delivery failed: the sender may send the same message once more. */
  void forget(OpenMessage message) {
    recent.forget(message.id);
  }

  void tick(long now) {
    if (parking.expired(now)) {
      current = null;
      parking.refuse(piece -> respond(piece, Status.TIMEOUT));
    }
    if (!open.isEmpty()) {
      long age = limits.openMessageAge().toNanos();
      for (OpenMessage message : List.copyOf(open.values())) {
        if (message != held && now - message.lastSeenAt > age) {
          drop(message);
        }
      }
    }
  }

  /** The session is over: what is not whole is given back. */
  void close() {
    for (OpenMessage message : List.copyOf(open.values())) {
      drop(message);
    }
    OpenMessage unfinished = current;
    if (unfinished != null) {
      drop(unfinished);
    }
    parking.clear();
  }
}
