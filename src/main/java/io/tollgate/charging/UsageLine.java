package io.tollgate.charging;

/**
 * Keeps the counters of one charging session where they outlive this process, so that what is owed
 * after its death counts every message that was answered. Event loops write to it: no call waits
 * for a disk.
 */
public interface UsageLine {

  /** Keeps nothing: after a crash the last checkpoint counts. */
  UsageLine NONE =
      new UsageLine() {
        @Override
        public void raise(MessageGate.Count what, long total) {}

        @Override
        public void answered(long number) {}

        @Override
        public void close() {}
      };

  /** The counter has come to this value; a smaller one is old news. */
  void raise(MessageGate.Count what, long total);

  /**
   * The request of this number was answered, and what it reported was taken: it needs no repeating
   * after a crash.
   */
  void answered(long number);

  /** Nothing is owed for the session any more. */
  void close();
}
