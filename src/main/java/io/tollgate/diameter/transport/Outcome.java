package io.tollgate.diameter.transport;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.command.Message;
import org.jspecify.annotations.Nullable;

/** How a request ended. Every request ends exactly once. */
public sealed interface Outcome {

  /** Whether a peer may have acted on the request. */
  default boolean mayHaveArrived() {
    return true;
  }

  /** The server that may have acted on it, if it is known which. */
  default @Nullable String server() {
    return null;
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

  /** Not sent: every server that could have it has asked for less (OC-OLR, RFC 7683). */
  record Throttled(ChargingInterface target) implements Outcome {

    @Override
    public boolean mayHaveArrived() {
      return false;
    }
  }

  /**
   * An agent brought it to another server than the one that has the session, which knew it not. The
   * one that has it did not see it.
   */
  record Misrouted(String peer, String by) implements Outcome {

    @Override
    public boolean mayHaveArrived() {
      return false;
    }
  }

  /** Sent, and not answered within the bound; the peer may have acted on it. */
  record TimedOut(String peer, @Nullable String server) implements Outcome {
    public TimedOut(String peer) {
      this(peer, null);
    }
  }

  /** Sent, then the peer was lost and no other could take over; the peer may have acted on it. */
  record PeerLost(String peer, @Nullable String server) implements Outcome {
    public PeerLost(String peer) {
      this(peer, null);
    }
  }

  /**
   * An answer came that breaks the protocol.
   *
   * @param resultCode the one a request would be refused with for it
   * @param said its own Result-Code; 0 if it cannot be read
   * @param server its Origin-Host, if it can be read
   */
  record BadAnswer(String peer, int resultCode, String reason, long said, @Nullable String server)
      implements Outcome {

    public BadAnswer(String peer, int resultCode, String reason) {
      this(peer, resultCode, reason, 0, null);
    }
  }

  /** The transport was stopped before an answer came. */
  record Stopped() implements Outcome {}
}
