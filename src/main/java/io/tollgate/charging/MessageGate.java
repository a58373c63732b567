package io.tollgate.charging;

import java.util.function.Consumer;

/**
 * Where the message plane asks and counts. Thread-safe and without locks or waiting: event loops
 * call it for each message; it never touches the session's own state, but hands over to its {@link
 * Owner} when a quota runs low or a usage mark is due.
 */
public interface MessageGate {

  /** May the message pass? */
  enum Admission {
    ADMITTED,
    /** A credit answer is on its way; the message waits, unanswered, until it is decided. */
    HELD,
    /** No units, or the session is ending: MSRP 403. */
    REFUSED
  }

  /** What is counted (IM-Information 2110 and the octet units). */
  enum Count {
    SENT,
    EXPLODED,
    SUCCESSFULLY_SENT,
    SUCCESSFULLY_EXPLODED,
    OCTETS_IN,
    OCTETS_OUT
  }

  /**
   * Asked once for each countable message, at its first chunk, before anything is acknowledged or
   * forwarded; an admitted message holds one unit until it is completed or abandoned.
   *
   * @param decided told ADMITTED or REFUSED once, on any thread, if the answer is HELD
   */
  Admission admit(Consumer<Admission> decided);

  /**
   * Body octets are about to be accepted, before they are forwarded.
   *
   * @return false when the octets ran out: 413 upstream, abort downstream
   */
  boolean octets(Count direction, long octets);

  /**
   * As {@link #octets(Count, long)}, for a message that can wait: HELD when the octets ran out and
   * a credit answer is on its way.
   *
   * @param decided told once, on any thread, if the answer is HELD: ask again then
   */
  default Admission octets(Count direction, long octets, Consumer<Admission> decided) {
    return octets(direction, octets) ? Admission.ADMITTED : Admission.REFUSED;
  }

  /** The admitted message is whole: its unit is used, and SENT rises by one. */
  void completed();

  /** The admitted message will never be whole: its unit is given back. */
  void abandoned();

  /** Adds to a counter that spends no units (EXPLODED and the SUCCESSFULLY ones). */
  void count(Count what, long delta);
}
