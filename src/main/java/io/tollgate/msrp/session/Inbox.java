package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Piece;
import io.tollgate.msrp.codec.Status;
import io.tollgate.msrp.session.RecentIds.Resend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SENDs that come in on one leg: which of them are messages, which wait, and where their octets
 * go. F3 in this order: the chunk is accepted, answered, carried on, and with the last chunk the
 * message is counted.
 */
final class Inbox implements MessageLeg.Incoming {
  private final MessageLeg leg;
  private final Carrier carrier;
  private final OpenMessages messages;
  private final Screening screening;
  private final Parking parking;
  private final Credit credit;

  /** The message of the frame that is coming in; null when the frame is not carried. */
  private @Nullable OpenMessage current;

  /** Whether the frame that is coming in gets a 200 although it is not carried. */
  private boolean acknowledge;

  Inbox(MessageLeg leg, Carrier carrier, MsrpLimits limits) {
    this.leg = leg;
    this.carrier = carrier;
    this.messages = new OpenMessages(leg, carrier, limits);
    this.screening = new Screening(leg, carrier, limits);
    this.parking = new Parking(leg, leg.loop, limits, this::process);
    this.credit = new Credit(leg, carrier, parking::creditDecided);
  }

  /** It is processed now, or when what it waits for has come. */
  @Override
  public void piece(Piece piece) {
    if (piece.beginsFrame()) {
      parking.frameBegins();
    }
    if (parking.isOpen() && process(piece)) {
      return;
    }
    if (!parking.park(piece)) {
      respond(piece.head(), Status.STOP_SENDING);
    }
  }

  /** False when the piece must wait; nothing was done with it then. */
  private boolean process(Piece piece) {
    if (piece.beginsFrame()) {
      current = null;
      acknowledge = false;
      if (!begin(piece)) {
        return false;
      }
    }
    OpenMessage message = current;
    if (message != null && !piece.beginsFrame() && !carrier.ready(leg)) {
      parking.waitForDestination();
      return false;
    }
    if (message != null) {
      boolean done = carry(message, piece);
      if (done && piece.endsFrame()) {
        current = null;
      }
      return done;
    }
    if (piece.endsFrame() && acknowledge) {
      respond(piece.head(), Status.OK);
    }
    return true;
  }

  private boolean begin(Piece piece) {
    Head head = piece.head();
    String id = head.messageId();
    if (head.fault() != null || id == null) {
      respond(head, Status.BAD_REQUEST);
      return true;
    }
    OpenMessage message = messages.find(id);
    if (!head.hasBody()) {
      bodiless(head, message, piece.flag());
      return true;
    }
    if (message == null) {
      Resend resend = messages.resend(id);
      if (resend == Resend.NEEDLESS || isEmpty(piece)) {
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
  private static boolean isEmpty(Piece piece) {
    return piece.endsFrame() && piece.octets() == 0 && piece.head().rangeStart() == 1;
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
  private boolean carry(OpenMessage message, Piece piece) {
    ByteBuf prefix = message.prefix;
    if (prefix == null) {
      return carryJoined(message, piece);
    }
    if (piece.start() != 1 + prefix.readableBytes()) {
      stop(message, piece.head(), Status.BAD_REQUEST);
      return true;
    }
    ByteBuf joined = Unpooled.copiedBuffer(prefix, piece.body());
    return carryJoined(message, piece.with(1, joined, piece.flag()));
  }

  /** With what was kept of the message before it. */
  private boolean carryJoined(OpenMessage message, Piece piece) {
    Head head = piece.head();
    Status fit = screening.fit(message, piece);
    if (fit == Status.OK && message.isNew()) {
      Status route = screening.route(message, piece);
      if (route == null) {
        keepPrefix(message, piece);
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
    if (!accept(message, piece)) {
      return false;
    }
    message.releasePrefix();
    return true;
  }

  private void keepPrefix(OpenMessage message, Piece piece) {
    ByteBuf kept = Unpooled.copiedBuffer(piece.body());
    message.releasePrefix();
    message.prefix = kept;
    messages.keep(message);
    respond(piece.head(), Status.OK);
  }

  private Admission admit(OpenMessage message) {
    if (message.isAdmitted()) {
      return Admission.ADMITTED;
    }
    Admission admission = message.takesUnit() ? credit.unit(message) : Admission.ADMITTED;
    if (admission == Admission.ADMITTED) {
      message.admitted();
    }
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
  private boolean accept(OpenMessage message, Piece piece) {
    Head head = piece.head();
    long octets = piece.octets();
    boolean next = message.coverage.continues(piece.start());
    List<Coverage.Range> fresh =
        next ? List.of() : message.coverage.missing(piece.start(), piece.end());
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
      end(message, piece);
      carrier.forward(message, piece);
      settle(message, piece.flag());
      return true;
    }
    message.coverage.add(fresh);
    if (message.coverage.scattered()) {
      stop(message, head, Status.STOP_SENDING);
    } else {
      end(message, piece);
      forwardFresh(message, piece, fresh);
      settle(message, piece.flag());
    }
    return true;
  }

  private void forwardFresh(OpenMessage message, Piece piece, List<Coverage.Range> fresh) {
    ByteBuf body = piece.body();
    for (int i = 0; i < fresh.size(); i++) {
      Coverage.Range range = fresh.get(i);
      int at = body.readerIndex() + (int) (range.start() - piece.start());
      byte own = i == fresh.size() - 1 ? piece.flag() : Flag.OPEN;
      ByteBuf part = body.slice(at, (int) range.length());
      carrier.forward(message, piece.with(range.start(), part, own));
    }
    if (fresh.isEmpty() && piece.flag() == Flag.LAST && !message.lastSent) {
      carrier.forward(message, piece.with(piece.end() + 1, Unpooled.EMPTY_BUFFER, Flag.LAST));
    }
  }

  /** The frame's answer, before its octets go on. */
  private void end(OpenMessage message, Piece piece) {
    if (piece.flag() == Flag.LAST) {
      message.lastSeen = true;
      if (message.total < 0) {
        message.total = piece.end();
      }
    }
    if (piece.endsFrame()) {
      respond(piece.head(), Status.OK);
    }
  }

  private void settle(OpenMessage message, byte flag) {
    if (message.isWhole()) {
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
    carrier.counted(message);
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
    if (current == message) {
      // What is still coming of the frame is of no use.
      current = null;
    }
    credit.forget(message);
    messages.drop(message);
  }

  private void respond(Head head, Status status) {
    if (head.failureReport().allows(status)) {
      leg.respond(head, status);
    }
  }
}
