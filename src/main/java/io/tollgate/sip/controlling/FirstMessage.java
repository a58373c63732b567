package io.tollgate.sip.controlling;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.Refusal;
import io.tollgate.conference.Invitation;
import io.tollgate.content.Contents;
import io.tollgate.sip.body.BodyPart;
import io.tollgate.sip.body.ContentType;
import io.tollgate.sip.body.MultipartWriter;
import io.tollgate.sip.leg.Bodies;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The message that an initiator's INVITE brings with it: it goes to each invited member in the
 * focus' INVITE, and is asked for and counted like one that is sent to them all over MSRP (F3, N6).
 * On the conference's owner.
 */
final class FirstMessage {

  private enum State {
    UNDECIDED,
    GOES,
    REFUSED
  }

  private final Supplier<MessageGate> initiatorsGate;
  private final Consumer<Refusal> noCredit;
  private final BodyPart message;
  private final Set<String> awaiting = new HashSet<>();
  private State state = State.UNDECIDED;
  private @Nullable MessageGate gate;
  private boolean delivered;

  /**
   * @param initiatorsGate where it is asked for and counted
   * @param noCredit it is refused, and the conference with it
   */
  FirstMessage(
      BodyPart message,
      List<Invitation> invitations,
      Supplier<MessageGate> initiatorsGate,
      Consumer<Refusal> noCredit) {
    this.message = message;
    this.initiatorsGate = initiatorsGate;
    this.noCredit = noCredit;
    invitations.forEach(invitation -> awaiting.add(invitation.uri()));
  }

  /**
   * Puts it beside the offer, if that one is to get it and credit is there.
   *
   * @param invited the URI that stood in the invitation
   * @return whether the INVITE brings it
   */
  boolean offer(String invited, SipServletRequest invite, String sdp) {
    if (awaiting.remove(invited) && decided() == State.GOES) {
      MultipartWriter body = new MultipartWriter("tollgate-" + UUID.randomUUID());
      body.part(
          new BodyPart(
              new ContentType(ContentType.SDP, Map.of()),
              null,
              null,
              sdp.getBytes(StandardCharsets.UTF_8)));
      body.part(message);
      Bodies.set(invite, body.bytes(), body.contentType());
      count(Count.EXPLODED);
      return true;
    }
    Bodies.setSdp(invite, sdp);
    return false;
  }

  private State decided() {
    if (state == State.UNDECIDED) {
      state = isFree() || isAdmitted() ? State.GOES : State.REFUSED;
      if (state == State.REFUSED) {
        noCredit.accept(new Refusal(403, "no credit for the message", null));
      }
    }
    return state;
  }

  private boolean isFree() {
    return Contents.of(message.type().header(), message.bytes()).isFree();
  }

  private boolean isAdmitted() {
    MessageGate asked = initiatorsGate.get();
    Admission admission =
        asked.admit(
            late -> {
              if (late == Admission.ADMITTED) {
                asked.abandoned();
              }
            });
    if (admission != Admission.ADMITTED) {
      return false;
    }
    if (!asked.octets(Count.OCTETS_IN, message.bytes().length)) {
      asked.abandoned();
      return false;
    }
    asked.completed();
    gate = asked;
    return true;
  }

  /** One who got it accepted. */
  void accepted() {
    count(Count.SUCCESSFULLY_EXPLODED);
    if (!delivered) {
      delivered = true;
      count(Count.SUCCESSFULLY_SENT);
    }
  }

  private void count(Count what) {
    MessageGate counting = gate;
    if (counting != null) {
      counting.count(what, 1);
    }
  }
}
