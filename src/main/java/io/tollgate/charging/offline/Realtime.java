package io.tollgate.charging.offline;

/**
 * Accounting-Realtime-Required 483. The 3GPP profile of Rf does not carry it, so it is the
 * operator's choice (RFC 6733 9.8.7).
 */
public enum Realtime {
  /** The service is there only while records reach the CDF. */
  DELIVER_AND_GRANT,
  /** Records that cannot be delivered are stored; the default. */
  GRANT_AND_STORE,
  /** The service goes on, whatever becomes of the records. */
  GRANT_AND_LOSE
}
