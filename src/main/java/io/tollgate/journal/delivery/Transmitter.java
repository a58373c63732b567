package io.tollgate.journal.delivery;

import io.tollgate.journal.CdfChoice;
import java.util.List;
import java.util.function.Consumer;

/** Transmits one record, as often as it is told to. */
interface Transmitter {

  /** What correlates it with the records of others (IMS-Charging-Identifier). */
  String icid();

  /** Its number within its session. */
  long number();

  /** Names of the functions it can be sent to: the primary one and, if there is one, another. */
  List<Target> targets();

  /** The verdict is told exactly once, on any thread. */
  void send(boolean retransmission, CdfChoice choice, Consumer<Verdict> verdict);
}
