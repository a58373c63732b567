package io.tollgate.charging.flow;

/** Who pays for a conference at the controlling function (C16, TS 32.272 5.1.1). */
public enum ConferencePayer {
  OWNER,
  INITIATOR,
  /** Every participant for the own stay. */
  EACH,
  NONE
}
