package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Status;
import io.tollgate.msrp.session.RecentIds.Resend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SENDs that come in on one leg: which of them are messages, which wait, and where their octets
 * go. F3 in this order: the chunk is accepted, answered, carried on, and with the last chunk the
 * message is counted.
 */
final class Inbox implements Leg.Incoming {
  private final Leg leg;
  private final Carrier carrier;
  private final OpenMessages messages;
  private final Screening screening;
  private final Parking parking;
  private final Credit credit;

  /** The message of the frame that is coming in; null when the frame is not carried. */
  private @Nullable OpenMessage current;

  /** Whether the frame that is coming in gets a 200 although it is not carried. */
  private boolean acknowledge;

  Inbox(Leg leg, Carrier carrier, MsrpLimits limits) {
    this.leg = leg;
    this.carrier = carrier;
    this.messages = new OpenMessages(leg, carrier, limits);
    this.screening = new Screening(leg, carrier, limits);
    this.parking = new Parking(leg, leg.loop, limits, this::process);
    this.credit = new Credit(leg, carrier, parking::creditDecided);
  }

  /** It is processed now, or when what it waits for has come. */
  @Override
  public void piece(Head head, long offset, ByteBuf body, byte flag) {
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
    }
    OpenMessage message = current;
    if (message != null && message.dropped) {
      message = current = null;
    }
    if (message != null && offset > 0 && !carrier.ready(leg)) {
      parking.waitForDestination();
      return false;
    }
    if (message != null) {
      boolean done = carry(message, head, offset, body, flag);
      if (done && (flag != Flag.OPEN || message.dropped)) {
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
    OpenMessage message = messages.find(id);
    if (!head.hasBody()) {
      bodiless(head, message, flag);
      return true;
    }
    if (message == null) {
      Resend resend = messages.resend(id);
      if (resend == Resend.NEEDLESS || isEmpty(head, body, flag)) {
        acknowledge = true;
        return true;
      }
      Status refusal = resend == Resend.HOPELESS ? Status.STOP_SENDING : refusal(head);
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
    current = message != null ? message : messages.begin(id, head);
    return true;
  }

  private Status refusal(Head head) {
    Status said = screening.first(head);
    return said == Status.OK && messages.isFull() ? Status.STOP_SENDING : said;
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

  @Override
  public void destinationReady() {
    parking.destinationReady();
  }

  @Override
  public void failed(OpenMessage message, Status status) {
    messages.failed(message, status);
  }

  @Override
  public void tick(long now) {
    if (parking.expired(now)) {
      current = null;
      parking.refuse(piece -> respond(piece, Status.TIMEOUT));
    }
    messages.silent(now, credit.held()).forEach(this::drop);
  }

  @Override
  public void close() {
    messages.all().forEach(this::drop);
    OpenMessage unfinished = current;
    if (unfinished != null) {
      drop(unfinished);
    }
    parking.close();
  }

  // ---- octets of messages

  /** False when the piece must wait; nothing was done with it then. */
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
    Status fit = screening.fit(message, head, start + body.readableBytes() - 1, flag);
    if (fit == Status.OK && !message.admitted && !message.routed) {
      Status route = screening.route(message, head, start, body, flag);
      if (route == null) {
        keepPrefix(message, head, body);
        return true;
      }
      fit = route;
    }
    if (fit != Status.OK) {
      stop(message, head, fit);
      return true;
    }
    Admission admission = admit(message);
    if (admission != Admission.ADMITTED) {
      return refusedOrHeld(message, head, admission, Status.FORBIDDEN);
    }
    if (!accept(message, head, start, body, flag)) {
      return false;
    }
    message.releasePrefix();
    return true;
  }

  private void keepPrefix(OpenMessage message, Head head, ByteBuf body) {
    ByteBuf kept = Unpooled.copiedBuffer(body);
    message.releasePrefix();
    message.prefix = kept;
    messages.keep(message);
    respond(head, Status.OK);
  }

  private Admission admit(OpenMessage message) {
    if (message.admitted) {
      return Admission.ADMITTED;
    }
    Admission admission = message.takesUnit() ? credit.unit(message) : Admission.ADMITTED;
    message.admitted = admission == Admission.ADMITTED;
    return admission;
  }

  /** True when the piece is done with: refused. */
  private boolean refusedOrHeld(
      OpenMessage message, Head head, Admission admission, Status refusal) {
    if (admission == Admission.REFUSED) {
      stop(message, head, refusal);
      return true;
    }
    messages.keep(message);
    parking.waitForCredit();
    return false;
  }

  /** False when the octets must wait for credit; nothing was done with them then. */
  private boolean accept(OpenMessage message, Head head, long start, ByteBuf body, byte flag) {
    long octets = body.readableBytes();
    long end = start + octets - 1;
    boolean next = message.coverage.continues(start);
    List<Coverage.Range> fresh = next ? List.of() : message.coverage.missing(start, end);
    long sum = next ? octets : fresh.stream().mapToLong(Coverage.Range::length).sum();
    if (sum > 0 && message.spendsOctets()) {
      Admission admission = credit.octets(message, sum);
      if (admission != Admission.ADMITTED) {
        return refusedOrHeld(message, head, admission, Status.STOP_SENDING);
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
      byte own = i == fresh.size() - 1 ? flag : Flag.OPEN;
      ByteBuf part = body.slice(at, (int) range.length());
      carrier.forward(message, head, range.start(), part, own);
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
      messages.keep(message);
    }
  }

  private void complete(OpenMessage message) {
    messages.whole(message);
    if (message.takesUnit()) {
      message.gate.completed();
      leg.tally.add(Count.SENT, 1);
    }
    carrier.completed(message);
    for (Transfer transfer : message.transfers) {
      transfer.settle();
    }
  }

  /** Refuses the frame, and with it the rest of the message. */
  private void stop(OpenMessage message, Head head, Status status) {
    respond(head, status);
    drop(message);
  }

  /** The message will never be whole. */
  private void drop(OpenMessage message) {
    credit.forget(message);
    messages.drop(message);
  }

  private void respond(Head head, Status status) {
    if (head.failureReport().allows(status)) {
      leg.respond(head, status);
    }
  }
}
