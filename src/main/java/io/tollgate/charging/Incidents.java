package io.tollgate.charging;

import io.tollgate.charging.record.ChargingInterface;

/**
 * Where everything is told that did not go as it should, or that moves money back: one line and one
 * count for each. Called on any thread; must not block.
 */
public interface Incidents {

  /** What happened to a request, or to its answer. */
  enum Kind {
    /** Answered with a failure, as a whole or in one rating group. */
    REFUSED,
    /** Answered with what nobody understands, or what is for another request. */
    NOT_UNDERSTOOD,
    /** No answer while somebody waited for it (Tx). */
    TIMED_OUT,
    /** Nobody took it, or nobody answered. */
    UNDELIVERED,
    /** Sent once more, because nobody knows whether it arrived. */
    REPEATED,
    /** What was debited is given back. */
    REFUNDED,
    /** An operator is to decide upon it. */
    DEAD_LETTER
  }

  /**
   * @param code Result-Code of the answer; 0 where there was none
   * @param meaning what it means for the session, in words
   */
  void happened(
      Kind kind, ChargingInterface where, int code, String session, String icid, String meaning);

  /** A request of that session and number is kept for an operator to decide upon. */
  default void deadLetter(
      ChargingInterface where, String session, long number, int code, String reason) {}

  /** A record was given up, as the limits of the journal say. */
  default void dropped(ChargingInterface where, String session, long number, String why) {}
}
