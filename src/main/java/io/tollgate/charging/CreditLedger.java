package io.tollgate.charging;

import io.tollgate.charging.record.CreditRequest;

/** What is owed to the OCS should the node die, and what is repeated until the OCS answers. */
public interface CreditLedger {

  /**
   * Notes the TERMINATION that is owed for this session from now on; replaces the one noted before.
   *
   * @param durable run once the note cannot be lost any more
   */
  void owe(CreditRequest termination, Runnable durable);

  /** Where the counters of this session outlive the process: the TERMINATION owed counts them. */
  default UsageLine usageLine(String sessionId) {
    return UsageLine.NONE;
  }

  /** The session is closed at the OCS, or never was opened: nothing is owed. */
  void settle(String sessionId);

  /**
   * Stores the request and repeats it, with the T flag, until it is answered: direct debits under
   * TERMINATE_OR_BUFFER, refunds, terminations that got no answer (RFC 8506 6.5). Replaces what is
   * owed for its session.
   */
  void repeatUntilAnswered(CreditRequest request);
}
