package io.tollgate.charging.enabler;

import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.MessageGate;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.Debit;

/**
 * The charging of one session or conference, offline, online, both or none. Owned by one thread at
 * a time, like the aggregate it belongs to; only {@link #messages()} may be used from elsewhere.
 */
public interface ChargedSession {

  /**
   * Walks the flow of this procedure: the charge steps are done here, the others are asked of the
   * signalling, in the order of the flow and never another.
   */
  void walk(Procedure procedure, Signalling signalling);

  /** Where the message plane asks and counts. */
  MessageGate messages();

  /** What its one-time charge has come to; a message that is stored is given back by another. */
  Debit debit();

  /** The call flow entry and logs use it; null where nothing is charged on that interface. */
  ChargingIds ids();
}
