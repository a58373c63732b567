package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.msrp.ConferenceTerms;
import io.tollgate.msrp.FocusLeg;
import io.tollgate.msrp.MsrpConference;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpParticipant;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Piece;
import io.tollgate.msrp.codec.Status;
import io.tollgate.msrp.sdp.FocusSdp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The switch of a conference (RFC 7701). It answers for its receivers: a sender that wants a
 * success report gets one when the switch has the whole message, and what goes wrong towards one
 * receiver is that receiver's loss, not the sender's.
 */
final class Conference extends Session implements MsrpConference {
  private final ConferenceTerms terms;
  private final FocusSdp sdp;
  private final Map<MessageLeg, Member> members = new LinkedHashMap<>();
  private final Receivers receivers;
  private final FanOut fanOut;
  private final Nicknames nicknames = new Nicknames();
  private final Pace pace;

  Conference(Plane plane, Loop loop, ConferenceTerms terms, MsrpListener listener) {
    super(plane, loop, terms.label(), terms.idle(), listener);
    this.terms = terms;
    this.sdp = new FocusSdp(terms.nicknames(), terms.privateMessages());
    this.receivers = new Receivers(terms);
    this.fanOut = new FanOut(loop, plane);
    this.pace = new Pace(plane, loop);
    open();
  }

  @Override
  public FocusLeg join(MsrpParticipant participant) {
    MessageLeg leg = newLeg(participant.call());
    FocusSide side = new FocusSide(plane, leg, this, participant, sdp);
    plane.add(leg);
    Member member = new Member(leg, side, plane.limits().patience().toNanos());
    loop.runBeforeReads(() -> members.put(leg, member));
    return side;
  }

  void recognise(MessageLeg leg, List<String> uris) {
    Member member = members.get(leg);
    if (member != null) {
      member.addresses.add(uris);
    }
  }

  void gone(FocusSide side) {
    Member member = members.remove(side.leg);
    if (member != null) {
      nicknames.release(member);
      pace.forget(side.leg);
      wakeSenders();
    }
  }

  @Override
  Collection<MessageLeg> legs() {
    return List.copyOf(members.keySet());
  }

  @Override
  public boolean ready(MessageLeg from) {
    return from.isAdmitted() && pace.ready(from, members.values(), this::wakeSenders);
  }

  private void wakeSenders() {
    for (MessageLeg leg : legs()) {
      leg.inbox.destinationReady();
    }
  }

  @Override
  public void tick(long now) {
    super.tick(now);
    wakeSenders();
  }

  @Override
  public boolean accepts(MessageLeg from, String contentType) {
    return ContentKind.isCpim(contentType);
  }

  @Override
  public Status route(MessageLeg from, OpenMessage message, @Nullable CpimHead cpim) {
    Member sender = members.get(from);
    if (cpim == null || sender == null) {
      return Status.MEDIA_TYPE;
    }
    List<Member> chosen = new ArrayList<>();
    Status status = receivers.choose(cpim, message.nature, sender, members.values(), chosen);
    if (status == Status.OK) {
      message.transfers =
          chosen.stream()
              .map(member -> new Transfer(member.leg, message, this))
              .toArray(Transfer[]::new);
    }
    return status;
  }

  @Override
  public Admission spend(OpenMessage message, long octets, Consumer<Admission> again) {
    return spend(message.gate, Count.OCTETS_IN, octets, again);
  }

  @Override
  public void forward(OpenMessage message, Piece piece) {
    int begun = fanOut.send(message, piece);
    if (begun > 0 && message.takesUnit()) {
      count(message.gate, Count.EXPLODED, begun);
    }
    if (piece.flag() == Flag.ABORTED) {
      for (Transfer transfer : message.transfers) {
        transfer.drop();
      }
    }
  }

  @Override
  public void abort(OpenMessage message) {
    for (Transfer transfer : message.transfers) {
      fanOut.abort(transfer);
    }
  }

  @Override
  public void completed(OpenMessage message) {
    Output out = message.from.output();
    if (message.successReport && out != null) {
      String range = "1-" + message.total + '/' + message.total;
      message.from.outbox.report(out, message.id, range, Status.report(200));
    }
  }

  @Override
  public void delivered(Transfer transfer) {
    OpenMessage message = transfer.message;
    if (!message.countsDelivery()) {
      return;
    }
    if (!message.delivered) {
      message.delivered = true;
      count(message.gate, Count.SUCCESSFULLY_SENT, 1);
      message.from.tally.add(Count.SUCCESSFULLY_SENT, 1);
    }
    count(message.gate, Count.SUCCESSFULLY_EXPLODED, 1);
    transfer.to.tally.add(Count.SUCCESSFULLY_EXPLODED, 1);
  }

  @Override
  public void failed(Transfer transfer, int status, @Nullable Pending chunk) {
    // the receiver's loss: it is not counted as delivered
  }

  @Override
  public void report(MessageLeg from, Head head) {
    // receivers are not asked for success, and the switch has answered for the rest
  }

  @Override
  public Status nickname(MessageLeg from, Head head) {
    Member member = members.get(from);
    if (!terms.nicknames() || member == null) {
      return Status.FORBIDDEN;
    }
    return nicknames.take(member, head.nickname(), members.values());
  }

  @Override
  public void bound(MessageLeg leg) {
    Member member = members.get(leg);
    if (member != null) {
      tell(to -> to.bound(member.side));
      wakeSenders();
    }
  }

  @Override
  public void lost(MessageLeg leg, String why) {
    Member member = members.get(leg);
    if (member != null) {
      tell(to -> to.lost(member.side, why));
      wakeSenders();
    }
  }
}
