package io.tollgate;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Ends what was up when the lease ended, if it does not come back within a time. */
final class OutlivedLease {
  private static final Logger LOG = LogManager.getLogger(OutlivedLease.class);

  private final BooleanSupplier held;
  private final Duration goesOn;
  private final LongSupplier nanos;
  private final Supplier<Runnable> upNow;
  private @Nullable Runnable end;
  private boolean over;
  private long since;

  /**
   * @param upNow what ends those that are up when it is asked
   */
  OutlivedLease(
      BooleanSupplier held, Duration goesOn, LongSupplier nanos, Supplier<Runnable> upNow) {
    this.held = held;
    this.goesOn = goesOn;
    this.nanos = nanos;
    this.upNow = upNow;
  }

  /** By one thread, every second or so. */
  void look() {
    if (held.getAsBoolean()) {
      end = null;
      over = false;
      return;
    }
    if (!over) {
      over = true;
      since = nanos.getAsLong();
      end = upNow.get();
    }
    Runnable due = end;
    if (due != null && nanos.getAsLong() - since >= goesOn.toNanos()) {
      LOG.error(
          "the lease has been over for {}: sessions from before it are ended, others may have"
              + " closed their charging",
          goesOn);
      end = null;
      due.run();
    }
  }
}
