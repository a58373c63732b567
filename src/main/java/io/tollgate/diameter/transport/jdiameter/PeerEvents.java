package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.transport.Outcome;
import java.util.List;

/** What a link tells the transport. Called on the thread of the peer. */
interface PeerEvents {
  /** The capabilities exchange succeeded. */
  void presented(PeerLink link, Avps capabilities);

  /** An answer came, or one that breaks the protocol. */
  void ended(Exchange exchange, PeerLink link, Outcome outcome);

  /** The peer takes no more requests; these, in order, have no answer. */
  void lost(PeerLink link, List<Exchange> unanswered, boolean connected);

  void requested(PeerLink link, Message request, byte[] octets);
}
