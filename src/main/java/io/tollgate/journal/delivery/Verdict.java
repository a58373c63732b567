package io.tollgate.journal.delivery;

import io.tollgate.charging.record.CreditRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one transmission means for the record. */
sealed interface Verdict {

  /** The charging function has it; it leaves the journal. */
  record Accepted(int resultCode, @Nullable Duration interimInterval) implements Verdict {}

  /** It will never be taken: to the dead letters. */
  record Refused(int resultCode, String reason) implements Verdict {}

  /** Some of it was taken; the rest never will be: to the dead letters with that alone. */
  record PartlyRefused(int resultCode, String reason, CreditRequest rest) implements Verdict {}

  /**
   * Not now.
   *
   * @param reachable an answer came, or could have
   * @param mayHaveArrived no answer came, and the request may have been acted upon
   */
  record Deferred(String why, boolean reachable, boolean mayHaveArrived) implements Verdict {}
}
