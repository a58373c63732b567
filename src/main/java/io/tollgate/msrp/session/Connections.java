package io.tollgate.msrp.session;

import io.tollgate.msrp.sdp.MessageMedia;

/** What a leg needs of the plane. */
interface Connections {

  /** Connects to the peer; tells {@link Leg#connected} or {@link Leg#connectFailed}. */
  void connect(Leg leg, MessageMedia peer);

  /** The peer will connect. */
  void expect(Leg leg, MessageMedia peer);

  /** It has, or need not any more. */
  void expectNoMore(Leg leg, MessageMedia peer);

  /** The leg's id means nothing any more. */
  void forget(Leg leg);
}
