package io.tollgate.whatif;

import java.time.Instant;

/** A message of the capture, whole, when its last octet came; ends are hosts with ports. */
sealed interface Heard {
  Instant at();

  record Sip(Instant at, String from, String to, SipMessage message) implements Heard {}

  record Msrp(Instant at, String from, String to, MsrpFrame frame) implements Heard {}
}
