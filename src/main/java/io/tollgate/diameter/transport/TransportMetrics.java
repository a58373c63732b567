package io.tollgate.diameter.transport;

import io.tollgate.charging.record.ChargingInterface;

/** What a transport counts, for each peer. Called on its threads: must be quick. */
public interface TransportMetrics {

  TransportMetrics NONE = host -> new ForPeer() {};

  ForPeer forPeer(String host);

  /** Why a request is not for the peer that it would have gone to, or went to. */
  enum Diversion {
    /** The server or its realm has asked for less (RFC 7683). */
    THROTTLED,
    /** An agent said who serves it (RFC 6733 6.1.8). */
    REDIRECTED,
    /** An agent brought it to another server than the one that has the session. */
    MISROUTED
  }

  /** The counters of one peer. */
  interface ForPeer {
    default void state(PeerState state) {}

    default void outstanding(int requests) {}

    /** A request went out; again, if it is a re-send. */
    default void sent(ChargingInterface target, boolean again) {}

    default void answered(ChargingInterface target, long resultCode, long nanos) {}

    /** A request ended without an answer. */
    default void unanswered(ChargingInterface target) {}

    /** A request was not for this peer after all. */
    default void diverted(Diversion why) {}

    /** The peer was taken out: it has no state any more. */
    default void gone() {}

    /** A message was dropped: an answer nobody waits for, or one that breaks the protocol. */
    default void dropped(String why) {}
  }
}
