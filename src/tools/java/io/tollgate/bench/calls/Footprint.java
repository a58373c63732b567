package io.tollgate.bench.calls;

import io.tollgate.bench.measure.ProcessUse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  static final Duration LINGERING = Duration.ofSeconds(Integer.getInteger("bench.settle", 80));

  private static final Duration WATCHED = Duration.ofSeconds(20);

  /** Of each, once all of them have come to rest. */
  static List<Footprint> of(List<ProcessUse> servers) throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(LINGERING.toSeconds());
    double[] heaps = new double[servers.size()];
    for (int i = 0; i < heaps.length; i++) {
      servers.get(i).awaitQuiet(LINGERING);
      heaps[i] = servers.get(i).heapMebibytesAfterCollection();
    }
    double[] before = new double[heaps.length];
    for (int i = 0; i < heaps.length; i++) {
      before[i] = servers.get(i).cpuSeconds();
    }
    TimeUnit.SECONDS.sleep(WATCHED.toSeconds());
    List<Footprint> all = new ArrayList<>();
    for (int i = 0; i < heaps.length; i++) {
      double idle = (servers.get(i).cpuSeconds() - before[i]) / WATCHED.toSeconds();
      all.add(new Footprint(heaps[i], servers.get(i).residentMebibytes(), idle));
    }
    return all;
  }

  /** KiB that each of so many things added to what was there before. */
  double heapKibibytesEach(Footprint empty, long things) {
    return (heapMebibytes - empty.heapMebibytes) * 1024 / things;
  }

  double residentKibibytesEach(Footprint empty, long things) {
    return (residentMebibytes - empty.residentMebibytes) * 1024 / things;
  }
}
