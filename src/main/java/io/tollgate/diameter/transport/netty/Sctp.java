package io.tollgate.diameter.transport.netty;

import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.TransportException;

/** SCTP is asked for where nothing here can speak it: said at the start, not at the first call. */
final class Sctp {
  private Sctp() {}

  static void refuse(PeerConfig.Wire wire, String who) throws TransportException {
    if (wire == PeerConfig.Wire.SCTP) {
      throw new TransportException(who + ": SCTP is not offered here (expected: TCP or TLS)");
    }
  }
}
