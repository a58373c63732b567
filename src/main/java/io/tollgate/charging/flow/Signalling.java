package io.tollgate.charging.flow;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;

/**
 * The signalling half of a walk. Each method does its step and calls {@link Walk#next()} when it is
 * done, at once or later on the owner's thread; or {@link Walk#abandon()} when the procedure cannot
 * go on (cancelled, nobody accepted).
 */
public interface Signalling {

  /** The facts, asked anew at each charge step. */
  ChargingEvent event();

  /** A charge step begins: what {@link #event()} says now is what charging is told. */
  default void charging() {}

  default void answerOriginator(Walk walk) {
    walk.next();
  }

  default void awaitAck(Walk walk) {
    walk.next();
  }

  default void forward(Walk walk) {
    walk.next();
  }

  default void awaitFirstAcceptance(Walk walk) {
    walk.next();
  }

  /** The gate said no: the walk is over, nothing further was done. */
  default void refused(Refusal refusal) {}

  /** The last step is done. */
  default void completed() {}
}
