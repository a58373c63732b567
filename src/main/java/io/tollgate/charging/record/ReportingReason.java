package io.tollgate.charging.record;

/**
 * Reporting-Reason 872 (TS 32.299): why usage is reported. THRESHOLD, QUOTA_EXHAUSTED and
 * OTHER_QUOTA_TYPE stand inside the used units they concern, the others beside them in the MSCC.
 */
public enum ReportingReason {
  THRESHOLD(0),
  QHT(1),
  FINAL(2),
  QUOTA_EXHAUSTED(3),
  VALIDITY_TIME(4),
  OTHER_QUOTA_TYPE(5),
  RATING_CONDITION_CHANGE(6),
  FORCED_REAUTHORISATION(7),
  POOL_EXHAUSTED(8);

  private final int code;

  ReportingReason(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
