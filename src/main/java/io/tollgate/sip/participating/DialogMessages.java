package io.tollgate.sip.participating;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.Sending;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/**
 * MESSAGE within the dialog of a session (RFC 3428 does not want it, and clients send it all the
 * same): a message of the session like one that comes over MSRP, asked for and counted at the same
 * gate (F3, N6). It is counted when the other party has taken it.
 */
final class DialogMessages {
  private final SessionParts session;
  private final RelayedRequests relayed;

  DialogMessages(SessionParts session, RelayedRequests relayed) {
    this.session = session;
    this.relayed = relayed;
  }

  void receive(Leg from, SipServletRequest message) {
    if (isUncharged(from)
        || session.context().contents().isFree(message, session.side(from) + from.callId())) {
      relayed.forward(message, session.towards(from), status -> {});
      return;
    }
    Admission admission =
        session
            .charged()
            .messages()
            .admit(decided -> session.owner().execute(() -> decided(from, message, decided)));
    if (admission != Admission.HELD) {
      decided(from, message, admission);
    }
  }

  /** Where only what the payer sends is charged. */
  private boolean isUncharged(Leg from) {
    return !session.context().policy().chargeReceived() && !isPayer(from);
  }

  private boolean isPayer(Leg from) {
    Side payer = session.terms().nodeRole() == NodeRole.TERMINATING ? Side.CALLEE : Side.CALLER;
    return session.side(from) == payer;
  }

  private void decided(Leg from, SipServletRequest message, Admission admission) {
    MessageGate gate = session.charged().messages();
    if (admission != Admission.ADMITTED) {
      refuse(message);
      return;
    }
    Count direction = isPayer(from) ? Count.OCTETS_IN : Count.OCTETS_OUT;
    if (!gate.octets(direction, Bodies.octets(message).length)) {
      gate.abandoned();
      refuse(message);
      return;
    }
    gate.count(Count.EXPLODED, 1);
    relayed.forward(message, session.towards(from), status -> settled(gate, status));
  }

  private static void settled(MessageGate gate, int status) {
    if (status >= 300) {
      gate.abandoned();
      return;
    }
    gate.completed();
    gate.count(Count.SUCCESSFULLY_SENT, 1);
    gate.count(Count.SUCCESSFULLY_EXPLODED, 1);
  }

  private static void refuse(SipServletRequest message) {
    Sending.send(message.createResponse(SipServletResponse.SC_FORBIDDEN));
  }
}
