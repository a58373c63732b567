package io.tollgate.msrp.session;

import io.tollgate.msrp.sdp.MessageMedia;

/** What a leg needs of the plane. */
interface Connections {

  /**
   * Connects to the peer; tells {@link MessageLeg#connected} or {@link MessageLeg#connectFailed}.
   */
  void connect(MessageLeg leg, MessageMedia peer);

  /** The peer will connect. */
  void expect(MessageLeg leg, MessageMedia peer);

  /** It has, or need not any more. */
  void expectNoMore(MessageLeg leg, MessageMedia peer);

  /** The leg's id means nothing any more. */
  void forget(MessageLeg leg);
}
