package io.tollgate.charging.record;

/** What may be done with a request when its server fails it (RFC 8506 5.7). */
public enum Failover {
  /** Nothing: it stays with the server that has the session. */
  NONE,
  /** Another one gets it when the first certainly did not act on it: 3002, 3004, 3005. */
  IF_NOT_PROCESSED,
  /** Another one gets it also when the first is lost with it; the re-send carries the T flag. */
  ANY
}
