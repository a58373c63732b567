package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpRelay;
import io.tollgate.msrp.RelayLeg;
import io.tollgate.msrp.RelayTerms;
import io.tollgate.msrp.codec.FailureReport;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Piece;
import io.tollgate.msrp.codec.Status;
import io.tollgate.msrp.sdp.MessageMedia;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One to one: what comes in on one leg goes out on the other. */
final class Relay extends Session implements MsrpRelay {
  /** Beyond this the sender is not read until its receiver has caught up. */
  private static final long HIGH = 256 * 1024;

  private final MessageLeg originating;
  private final MessageLeg terminating;
  private final RelaySide originatingSide;
  private final RelaySide terminatingSide;
  private final MessageLeg payer;
  private final boolean sentOnly;
  private final Addresses callers = new Addresses();

  Relay(Plane plane, Loop loop, RelayTerms terms, MessageGate gate, MsrpListener listener) {
    super(plane, loop, terms.label(), terms.idle(), listener);
    this.originating = newLeg(terms.label());
    this.terminating = newLeg(terms.label());
    this.payer = terms.charged() == NodeRole.TERMINATING ? terminating : originating;
    this.sentOnly = terms.sentOnly();
    callers.add(terms.callers());
    this.originatingSide = new RelaySide(plane, originating);
    this.terminatingSide = new RelaySide(plane, terminating);
    originating.admit(gate);
    terminating.admit(gate);
    plane.add(originating);
    plane.add(terminating);
    open();
  }

  @Override
  public RelayLeg originating() {
    return originatingSide;
  }

  @Override
  public RelayLeg terminating() {
    return terminatingSide;
  }

  @Override
  Collection<MessageLeg> legs() {
    return List.of(originating, terminating);
  }

  private MessageLeg other(MessageLeg leg) {
    return leg == originating ? terminating : originating;
  }

  @Override
  public boolean ready(MessageLeg from) {
    MessageLeg to = other(from);
    Output out = to.output();
    if (out == null) {
      return false;
    }
    long high = Math.min(HIGH, plane.queueLimit(loop));
    if (out.waiting() > high) {
      out.whenBelow(high / 4, from, from.inbox::destinationReady);
      return false;
    }
    if (!to.outbox.hasRoom()) {
      to.outbox.whenRoom(from.inbox::destinationReady);
      return false;
    }
    return true;
  }

  @Override
  public boolean accepts(MessageLeg from, String contentType) {
    MessageMedia peer = other(from).peer();
    return peer == null
        || peer.acceptTypes().isEmpty()
        || ContentKind.listed(contentType, peer.acceptTypes());
  }

  @Override
  public Status route(MessageLeg from, OpenMessage message, @Nullable CpimHead cpim) {
    boolean known = from == originating && !callers.isEmpty();
    if (cpim != null && known && !callers.maySendFrom(cpim.from())) {
      return Status.FORBIDDEN;
    }
    message.free = sentOnly && from != payer;
    message.transfers = new Transfer[] {new Transfer(other(from), message, this)};
    return Status.OK;
  }

  @Override
  public Admission spend(OpenMessage message, long octets, Consumer<Admission> again) {
    Count direction = message.from == payer ? Count.OCTETS_IN : Count.OCTETS_OUT;
    return spend(message.gate, direction, octets, again);
  }

  @Override
  public void forward(OpenMessage message, Piece piece) {
    Transfer transfer = message.transfers[0];
    Output out = transfer.to.output();
    if (out == null || transfer.over()) {
      return;
    }
    if (!transfer.started() && message.takesUnit()) {
      // One recipient is one copy: the counters of a one-to-one session say so too.
      count(message.gate, Count.EXPLODED, 1);
      transfer.to.tally.add(Count.EXPLODED, 1);
    }
    transfer.to.outbox.send(out, transfer, message.total, piece);
    if (message.spendsOctets()) {
      transfer.to.tally.add(Count.OCTETS_OUT, piece.octets());
    }
    if (piece.flag() == Flag.ABORTED) {
      transfer.drop();
    }
  }

  @Override
  public void abort(OpenMessage message) {
    for (Transfer transfer : message.transfers) {
      Output out = transfer.to.output();
      if (transfer.started() && !transfer.over() && out != null) {
        transfer.to.outbox.abort(out, message.id, message.coverage.next(), message.total);
      }
      transfer.drop();
    }
  }

  @Override
  public void delivered(Transfer transfer) {
    if (transfer.message.countsDelivery()) {
      MessageGate gate = transfer.message.gate;
      count(gate, Count.SUCCESSFULLY_SENT, 1);
      count(gate, Count.SUCCESSFULLY_EXPLODED, 1);
      transfer.message.from.tally.add(Count.SUCCESSFULLY_SENT, 1);
      transfer.to.tally.add(Count.SUCCESSFULLY_EXPLODED, 1);
    }
  }

  @Override
  public void failed(Transfer transfer, int status, @Nullable Pending chunk) {
    OpenMessage message = transfer.message;
    MessageLeg from = message.from;
    from.inbox.failed(message, status == 413 ? Status.STOP_SENDING : Status.TIMEOUT);
    Output out = from.output();
    boolean silence = status == Status.TIMEOUT.code();
    boolean wanted =
        message.failureReport == FailureReport.YES
            || message.failureReport == FailureReport.PARTIAL && !silence;
    if (wanted && out != null && chunk != null) {
      String size = message.total < 0 ? "*" : Long.toString(message.total);
      String range = chunk.start() + "-" + chunk.end() + '/' + size;
      from.outbox.report(out, message.id, range, Status.report(status));
    }
  }

  @Override
  public void report(MessageLeg from, Head head) {
    MessageLeg to = other(from);
    Output out = to.output();
    if (out != null && out.waiting() < plane.limits().queueBytes()) {
      to.outbox.carriedReport(out, head);
    }
  }

  @Override
  public Status nickname(MessageLeg from, Head head) {
    return Status.METHOD;
  }

  @Override
  public void bound(MessageLeg leg) {
    tell(to -> to.bound(side(leg)));
    if (leg.output() != null) {
      other(leg).inbox.destinationReady();
    }
  }

  @Override
  public void lost(MessageLeg leg, String why) {
    tell(to -> to.lost(side(leg), why));
  }

  private RelaySide side(MessageLeg leg) {
    return leg == originating ? originatingSide : terminatingSide;
  }
}
