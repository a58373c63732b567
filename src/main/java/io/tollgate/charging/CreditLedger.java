package io.tollgate.charging;

import io.tollgate.charging.record.CreditRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is owed to the OCS should the node die, and what is repeated until the OCS answers. */
public interface CreditLedger {

  /**
   * Notes the TERMINATION that is owed for this session from now on; replaces the one noted before.
   *
   * @param unanswered an UPDATE that is on its way, if any: it is repeated first, and the
   *     TERMINATION reports what was used after it
   * @param durable run once the note cannot be lost any more
   * @return true if it outlives the process already: {@code durable} is not run
   */
  boolean journalClosing(
      @Nullable CreditRequest unanswered, CreditRequest termination, Runnable durable);

  default boolean journalClosing(CreditRequest termination, Runnable durable) {
    return journalClosing(null, termination, durable);
  }

  /** Where the counters of this session outlive the process: the TERMINATION owed counts them. */
  default UsageLine usageLine(String sessionId) {
    return UsageLine.NONE;
  }

  /** The session is closed at the OCS, or never was opened: nothing is owed. */
  void settle(String sessionId);

  /**
   * Stores requests of one session and repeats them one after the other, with the T flag, until
   * they are answered: direct debits under TERMINATE_OR_BUFFER, refunds, and what may have been
   * received although no answer came (RFC 8506 6.5). Replaces what is owed for the session.
   *
   * @param requests those that were sent have their End-to-End Identifier, and keep it
   * @param mayHaveArrived whether those that were sent may have been received. If not (an error
   *     answer came, or no connection was there), the T flag must not say so (RFC 6733 3)
   */
  void repeatUntilAnswered(List<CreditRequest> requests, boolean mayHaveArrived);

  default void repeatUntilAnswered(CreditRequest request, boolean mayHaveArrived) {
    repeatUntilAnswered(List.of(request), mayHaveArrived);
  }

  /**
   * Keeps a request whose units nobody took, for an operator to decide upon, and raises an alarm.
   *
   * @param resultCode of the answer that refused it; 0 where there was none
   */
  void deadLetter(CreditRequest refused, int resultCode, String reason);
}
