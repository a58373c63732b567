package io.tollgate.bench.calls;

import io.tollgate.bench.measure.ProcessUse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a server holds and uses while nothing happens.
 *
 * @param idleCpu share of one core
 */
record Footprint(double heapMebibytes, double residentMebibytes, double idleCpu) {
  /**
   * Transactions linger for 64*T1 (RFC 3261 17.1.1.2), and their requests as long again for late
   * answers of forks; what they hold is no cost of a session.
   */
  private static final Duration LINGERING =
      Duration.ofSeconds(Integer.getInteger("bench.settle", 80));

  private static final Duration WATCHED = Duration.ofSeconds(20);

  static Footprint of(ServerProcess server) throws IOException, InterruptedException {
    ProcessUse use = server.use();
    TimeUnit.SECONDS.sleep(LINGERING.toSeconds());
    use.awaitQuiet(LINGERING);
    double heap = use.heapMebibytesAfterCollection();
    double before = use.cpuSeconds();
    TimeUnit.SECONDS.sleep(WATCHED.toSeconds());
    double idle = (use.cpuSeconds() - before) / WATCHED.toSeconds();
    return new Footprint(heap, use.residentMebibytes(), idle);
  }

  /** KiB that each of so many things added to what was there before. */
  double heapKibibytesEach(Footprint empty, long things) {
    return (heapMebibytes - empty.heapMebibytes) * 1024 / things;
  }

  double residentKibibytesEach(Footprint empty, long things) {
    return (residentMebibytes - empty.residentMebibytes) * 1024 / things;
  }
}
