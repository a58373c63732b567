package io.tollgate.msrp.session;

import io.tollgate.msrp.MsrpLimits;
import java.time.Duration;

/** The limits of before, but for what a test is about. */
final class Limits {
  private static final MsrpLimits BASE = MsrpLimits.DEFAULT;

  private Limits() {}

  static MsrpLimits of(int queueBytes, Duration patience, Duration linger) {
    return new MsrpLimits(
        BASE.messageBytes(),
        BASE.openMessages(),
        BASE.openMessageAge(),
        BASE.connections(),
        BASE.bindTime(),
        BASE.transaction(),
        BASE.connectTime(),
        queueBytes,
        BASE.queueBytesInAll(),
        BASE.pendingAnswers(),
        patience,
        BASE.usageInterval(),
        linger);
  }

  static MsrpLimits of(int queueBytes, Duration patience) {
    return of(queueBytes, patience, BASE.linger());
  }

  /** Waits for slow receivers and late answers for as long as a busy machine may need. */
  static MsrpLimits patient() {
    return of(BASE.queueBytes(), Duration.ofMinutes(1), Duration.ofMinutes(1));
  }
}
