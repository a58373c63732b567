package io.tollgate.ledger.cdr;

import io.tollgate.charging.record.CauseCode;
import io.tollgate.charging.record.RecordReason;
import io.tollgate.charging.record.RecordType;

/**
 * Why a record was closed.
 *
 * @param code CauseForRecordClosing (TS 32.298 5.1.3.1)
 * @param isStartLost no START came before its STOP
 * @param isStopLost the STOP was made by a node that took over, as the one that served had died
 */
record Closing(int code, boolean isStartLost, boolean isStopLost) {
  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;

  static Closing of(Cdr cdr) {
    Integer cause = cdr.last().service().causeCode();
    boolean failed = cause != null && cause > CauseCode.NORMAL_END;
    return new Closing(
        failed ? FAILURE : SUCCESS,
        cdr.last().type() == RecordType.STOP && cdr.opening() == null,
        cdr.last().reason() == RecordReason.RECOVERY);
  }

  boolean isIncomplete() {
    return isStartLost || isStopLost;
  }
}
