package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Status;
import io.tollgate.msrp.session.RecentIds.Resend;
import org.jspecify.annotations.Nullable;

/** The SENDs that come in on one leg: which of them are messages, and which wait. */
final class Inbox {
  private final Leg leg;
  private final Carrier carrier;
  private final OpenMessages messages;
  private final Screening screening;
  private final Parking parking;
  private final Intake intake;

  /** The message of the frame that is coming in; null when the frame is not carried. */
  private @Nullable OpenMessage current;

  /** Whether the frame that is coming in gets a 200 although it is not carried. */
  private boolean acknowledge;

  Inbox(Leg leg, Carrier carrier, MsrpLimits limits) {
    this.leg = leg;
    this.carrier = carrier;
    this.messages = new OpenMessages(leg, carrier, limits);
    this.screening = new Screening(leg, carrier, limits);
    this.parking = new Parking(leg, limits, this::process);
    this.intake = new Intake(leg, carrier, messages, screening, parking);
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
      intake.respond(head, Status.STOP_SENDING);
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
      boolean done = intake.carry(message, head, offset, body, flag);
      if (done && (flag != Flag.OPEN || message.dropped)) {
        current = null;
      }
      return done;
    }
    if (flag != Flag.OPEN && acknowledge) {
      intake.respond(head, Status.OK);
    }
    return true;
  }

  private boolean begin(Head head, ByteBuf body, byte flag) {
    String id = head.messageId();
    if (head.fault() != null || id == null) {
      intake.respond(head, Status.BAD_REQUEST);
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
        intake.respond(head, refusal);
        return true;
      }
    } else if (message.stopped != null) {
      intake.respond(head, message.stopped);
      intake.drop(message);
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
    intake.respond(head, Status.OK);
    if (flag == Flag.ABORTED && message != null) {
      intake.drop(message);
    }
  }

  /** A message of no octets says no more than an empty SEND. */
  private static boolean isEmpty(Head head, ByteBuf body, byte flag) {
    return flag != Flag.OPEN && !body.isReadable() && head.rangeStart() == 1;
  }

  /** A receiver has room again, or is there at last. */
  void destinationReady() {
    parking.destinationReady();
  }

  /** A receiver refused the message: no more of it is taken; it may be sent once more. */
  void failed(OpenMessage message, Status status) {
    messages.failed(message, status);
  }

  void tick(long now) {
    if (parking.expired(now)) {
      current = null;
      parking.refuse(piece -> intake.respond(piece, Status.TIMEOUT));
    }
    messages.silent(now, intake.held()).forEach(intake::drop);
  }

  /** The session is over: what is not whole is given back. */
  void close() {
    messages.all().forEach(intake::drop);
    OpenMessage unfinished = current;
    if (unfinished != null) {
      intake.drop(unfinished);
    }
    parking.close();
  }
}
