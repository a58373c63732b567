package io.tollgate.ledger;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.UnitType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One charging request of a session and what became of it.
 *
 * @param session its Session-Id
 * @param type START, UPDATE ... as the protocol has it
 * @param why reason or trigger, in words
 * @param result Result-Code of the answer, 0 without one
 * @param messages what a record counts since its session began; 0 in requests for credit
 * @param participants as the record says
 * @param amounts by rating group, in requests for credit
 * @param peer who answered, as far as that is known
 */
public record RequestRow(
    ChargingInterface where,
    String session,
    long number,
    String type,
    String why,
    Instant at,
    @Nullable Instant answered,
    State state,
    int result,
    long messages,
    long octetsIn,
    long octetsOut,
    int participants,
    List<Amount> amounts,
    @Nullable String peer) {

  public RequestRow {
    amounts = List.copyOf(amounts);
  }

  /** Units are taken with it, not reported. */
  public boolean isDebit() {
    return type.equals(RequestedAction.DIRECT_DEBITING.name());
  }

  /** What became of a request. */
  public enum State {
    /** On its way. */
    SENT,
    /** Answered, and what it reported was taken. */
    TAKEN,
    /** Answered, and something it reported was not taken. */
    REFUSED,
    /** No answer yet; the journal goes on. */
    STORED,
    /** No answer, and nobody repeats it. */
    UNANSWERED,
    /** Kept for an operator to decide upon. */
    DEAD,
    /** Given up, as the limits of the journal say. */
    DROPPED,
    /** Neither delivered nor stored. */
    LOST;

    /** Nothing more will become of it by itself. */
    public boolean isFinal() {
      return this != SENT && this != STORED;
    }
  }

  /**
   * Units of one rating group in one request.
   *
   * @param requested by a debit: what is taken; by a refund: what is given back
   * @param taken what was reported or debited with it, as far as the OCS has taken it
   */
  public record Amount(
      long group,
      @Nullable Long service,
      UnitType unit,
      long requested,
      long used,
      long granted,
      long taken) {}
}
