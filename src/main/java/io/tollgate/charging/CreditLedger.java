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
  boolean owe(@Nullable CreditRequest unanswered, CreditRequest termination, Runnable durable);

  default boolean owe(CreditRequest termination, Runnable durable) {
    return owe(null, termination, durable);
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
   */
  void repeatUntilAnswered(List<CreditRequest> requests);

  default void repeatUntilAnswered(CreditRequest request) {
    repeatUntilAnswered(List.of(request));
  }
}
