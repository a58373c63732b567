package io.tollgate.charging.observer;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import org.jspecify.annotations.Nullable;

/**
 * Hears what one session does, in its order, on its owner; only outcomes may come on other threads.
 * Must not block and must not throw.
 */
public interface SessionWatch {

  /** A procedure begins. */
  default void begins(Procedure procedure) {}

  /** The originator gets its answer. */
  default void answers(Procedure procedure) {}

  /** The request goes on to the other side. */
  default void forwards(Procedure procedure) {}

  /** Charging says no: the procedure is over. */
  default void refused(Procedure procedure, Refusal refusal) {}

  /**
   * The last step of the procedure is done.
   *
   * @param event as it stands now
   */
  default void completed(Procedure procedure, ChargingEvent event) {}

  /** Charging ends the session: no credit, no accounting, or a charging function says so. */
  default void endedByCharging(Refusal why) {}

  /** A record was made. */
  default void recorded(AccountingRecord record) {}

  /** What became of it, as far as the session is told. */
  default void recorded(AccountingRecord record, AccountingOutcome outcome) {}

  /** A checkpoint: a crash now would report this. */
  default void checkpoint(AccountingRecord unsent) {}

  /**
   * @param again the same once more, with the T flag
   */
  default void requested(CreditRequest request, boolean again) {}

  default void requested(CreditRequest request, CreditOutcome outcome) {}

  /** Nobody waits for its answer any longer (Tx). */
  default void late(CreditRequest request) {}

  /** The journal makes it, or makes sure of it, from now on. */
  default void stored(CreditRequest request) {}

  /** What was used of it nobody took: an operator is to decide. */
  default void buried(CreditRequest refused, int resultCode, String reason) {}

  /**
   * The service goes on although nobody charges it, as the policy or the OCS says.
   *
   * @param ratingGroup the only one of which that is so; null for all of them
   */
  default void goesOnUncharged(@Nullable Long ratingGroup, String why) {}
}
