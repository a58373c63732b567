package io.tollgate.diameter.transport;

/** What may be done with a request when its peer fails it (RFC 8506 5.7). */
public enum Failover {
  /** Nothing: the request ends with what befell it. */
  NONE,
  /** Another peer gets it when the first certainly did not act on it: 3002, 3004, 3005. */
  IF_NOT_PROCESSED,
  /** Another peer gets it also when the first is lost with it; the re-send carries the T flag. */
  ANY
}
