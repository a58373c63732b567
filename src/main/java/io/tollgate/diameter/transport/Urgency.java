package io.tollgate.diameter.transport;

/**
 * What a request is worth to a server that is overloaded (RFC 7683), and its priority for those
 * that know DRMP (RFC 7944).
 */
public enum Urgency {
  /** A new session or event: the first to be dropped, so that what was begun can be ended well. */
  NEW(10),
  /** Of a session under way; dropping it would cut off who was let in. */
  UNDER_WAY(8),
  /** The end of a session, which frees what it holds: never dropped. */
  LAST(5);

  private final int priority;

  Urgency(int priority) {
    this.priority = priority;
  }

  /** DRMP 301: 0 is the highest, 10 what requests without one have. */
  public int priority() {
    return priority;
  }
}
