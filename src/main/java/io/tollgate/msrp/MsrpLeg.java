package io.tollgate.msrp;

import io.tollgate.charging.record.MessageCounters;

/** One side of a message session: what Tollgate is towards one peer. */
public interface MsrpLeg {

  /** Tollgate's URI on this leg, as it stands in {@code a=path}. */
  String path();

  /**
   * Where the peer is, before anything of its SDP is known: it is told an address of the same
   * family. A host name says nothing.
   *
   * @param host as a URI writes it
   */
  void towards(String host);

  /**
   * The peer's SDP, in an INVITE or re-INVITE of the peer. An SDP without message media takes the
   * leg out of use.
   *
   * @throws MsrpSdpException when the message media cannot be understood: 488
   */
  void remoteOffer(String sdp);

  /**
   * The peer's SDP, in its answer to our offer.
   *
   * @throws MsrpSdpException as {@link #remoteOffer}
   */
  void remoteAnswer(String sdp);

  /** What came from (in) and went to (out) this peer. */
  MessageCounters counters();

  /** Takes the leg out: its peer left. */
  void close();
}
