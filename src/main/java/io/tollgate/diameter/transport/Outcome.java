package io.tollgate.diameter.transport;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.command.Message;

/** How a request ended. Every request ends exactly once. */
public sealed interface Outcome {

  /** Whether a peer may have acted on the request. */
  default boolean mayHaveArrived() {
    return true;
  }

  /** An answer came, good or bad: the Result-Code tells. */
  record Answered(Message answer, String peer) implements Outcome {}

  /** Nothing was sent: no peer for this interface is up. */
  record NoPeer(ChargingInterface target) implements Outcome {
    @Override
    public boolean mayHaveArrived() {
      return false;
    }
  }

  /**
   * Nothing was sent: every peer that is up has its limit of requests outstanding or per second.
   */
  record Overloaded(ChargingInterface target) implements Outcome {
    @Override
    public boolean mayHaveArrived() {
      return false;
    }
  }

  /** Sent, and not answered within the bound; the peer may have acted on it. */
  record TimedOut(String peer) implements Outcome {}

  /** Sent, then the peer was lost and no other could take over; the peer may have acted on it. */
  record PeerLost(String peer) implements Outcome {}

  /**
   * An answer came that breaks the protocol; the code is the one a request would be refused with.
   */
  record BadAnswer(String peer, int resultCode, String reason) implements Outcome {}

  /** The transport was stopped before an answer came. */
  record Stopped() implements Outcome {}
}
