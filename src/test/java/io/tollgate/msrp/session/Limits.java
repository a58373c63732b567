package io.tollgate.msrp.session;

import io.tollgate.msrp.MsrpLimits;
import java.time.Duration;
import java.util.function.Consumer;

/** The limits of before, but for what a test is about. */
final class Limits {
  private static final MsrpLimits BASE = MsrpLimits.DEFAULT;

  long messageBytes = BASE.messageBytes();
  int openMessages = BASE.openMessages();
  Duration openMessageAge = BASE.openMessageAge();
  int connections = BASE.connections();
  Duration bindTime = BASE.bindTime();
  Duration transaction = BASE.transaction();
  int queueBytes = BASE.queueBytes();
  long queueBytesInAll = BASE.queueBytesInAll();
  int pendingAnswers = BASE.pendingAnswers();
  Duration patience = BASE.patience();
  Duration usageInterval = BASE.usageInterval();
  Duration linger = BASE.linger();
  int freePerSecond = BASE.freePerSecond();

  private Limits() {}

  static MsrpLimits with(Consumer<Limits> changes) {
    Limits its = new Limits();
    changes.accept(its);
    return new MsrpLimits(
        its.messageBytes,
        its.openMessages,
        its.openMessageAge,
        its.connections,
        its.bindTime,
        its.transaction,
        BASE.connectTime(),
        its.queueBytes,
        its.queueBytesInAll,
        its.pendingAnswers,
        its.patience,
        its.usageInterval,
        its.linger,
        its.freePerSecond);
  }

  /** Waits for slow receivers and late answers for as long as a busy machine may need. */
  static MsrpLimits patient() {
    return with(Limits::waiting);
  }

  static void waiting(Limits its) {
    its.patience = Duration.ofMinutes(1);
    its.linger = Duration.ofMinutes(1);
  }
}
