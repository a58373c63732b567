package io.tollgate.msrp;

/**
 * A leg of a relay: the SDP of the other side goes through it, and comes out with Tollgate in its
 * path. Media other than messages stay as they are.
 */
public interface RelayLeg extends MsrpLeg {

  /** The other side's offer, for this leg's peer. */
  String offer(String otherSide);

  /** The other side's answer, for this leg's peer; its own offer must be known. */
  String answer(String otherSide);
}
