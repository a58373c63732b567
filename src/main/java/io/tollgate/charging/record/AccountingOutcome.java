package io.tollgate.charging.record;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of an accounting record, seen from its session: exactly one of these for each. */
public sealed interface AccountingOutcome {

  /**
   * The CDF took it.
   *
   * @param interimInterval Acct-Interim-Interval 85: absent leaves it, zero stops timed interims
   */
  record Acknowledged(int resultCode, @Nullable Duration interimInterval)
      implements AccountingOutcome {}

  /** It could not be delivered now; it is durable, and the journal goes on delivering it. */
  record Stored() implements AccountingOutcome {}

  /** The CDF refused it for good; it lies in the dead letters. */
  record Rejected(int resultCode, @Nullable String failedAvp) implements AccountingOutcome {}

  /** It could neither be delivered nor stored. */
  record Lost(String why) implements AccountingOutcome {}
}
