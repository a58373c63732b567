package io.tollgate.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for servers to come to rest. */
public final class Quiet {
  private static final double ALMOST_NOTHING = 0.04;

  private Quiet() {}

  /** CPU time that was used so far. */
  public interface Use {
    double cpuSeconds() throws IOException;
  }

  public static void await(Use use, Duration most) throws IOException, InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    double before = use.cpuSeconds();
    while (System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(500);
      double now = use.cpuSeconds();
      if (now - before < ALMOST_NOTHING) {
        return;
      }
      before = now;
    }
  }
}
