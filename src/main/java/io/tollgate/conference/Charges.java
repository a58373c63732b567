package io.tollgate.conference;

/** Who pays for a conference at the controlling function (TS 32.272 5.1.1). */
public enum Charges {
  OWNER,
  INITIATOR,
  /** Every participant for the own stay. */
  EACH,
  NONE
}
