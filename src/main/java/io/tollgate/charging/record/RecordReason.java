package io.tollgate.charging.record;

/**
 * Why a record was made. Progress reports may replace each other and are dropped first when storage
 * runs out; membership and media changes are rating facts and are kept (RFC 6733 9.5).
 */
public enum RecordReason {
  START,
  JOIN,
  LEAVE,
  MODIFICATION,
  USAGE,
  INTERVAL,
  END,
  EVENT,
  RECOVERY;

  public boolean isProgress() {
    return this == USAGE || this == INTERVAL;
  }
}
