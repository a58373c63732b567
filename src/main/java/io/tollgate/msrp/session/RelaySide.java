package io.tollgate.msrp.session;

import io.tollgate.msrp.RelayLeg;
import io.tollgate.msrp.sdp.MessageMedia;
import io.tollgate.msrp.sdp.MessageSdp;

/** A relay's leg as the SIP side sees it. */
final class RelaySide extends LegSdp implements RelayLeg {

  RelaySide(Plane plane, MessageLeg leg) {
    super(plane, leg);
  }

  @Override
  public synchronized String offer(String otherSide) {
    MessageMedia other = MessageSdp.read(otherSide);
    return MessageSdp.anchor(otherSide, offering(other != null && other.secure()));
  }

  @Override
  public synchronized String answer(String otherSide) {
    String anchored = MessageSdp.anchor(otherSide, answering());
    answered(MessageSdp.carriesMessages(otherSide));
    return anchored;
  }

  @Override
  public void close() {
    leg.loop.run(leg::stop);
  }
}
