package io.tollgate.charging;

import java.time.Instant;

/**
 * Two clocks in one: what time it is, for records, and how much time has passed, for timers and
 * quotas. The first may step when the node's clock is set; the second never does.
 */
public interface TimeSource {

  TimeSource SYSTEM =
      new TimeSource() {
        private final long origin = System.nanoTime();

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanos() {
          return System.nanoTime() - origin;
        }
      };

  Instant now();

  /** Nanoseconds since some moment in this process; monotonic. */
  long nanos();
}
