package io.tollgate.wire;

import java.time.Instant;

/** One protocol message as it was seen on the wire, in the order of the capture. */
public sealed interface WireEvent permits SipEvent, DiameterEvent, MsrpEvent {

  Packet packet();

  /** One short line, for ladders and for the text of failed assertions. */
  String summary();

  default int frame() {
    return packet().frame();
  }

  default Instant time() {
    return packet().time();
  }

  default Endpoint from() {
    return packet().from();
  }

  default Endpoint to() {
    return packet().to();
  }

  /** The packet that completed the message. */
  record Packet(int frame, Instant time, Endpoint from, Endpoint to) {}
}
