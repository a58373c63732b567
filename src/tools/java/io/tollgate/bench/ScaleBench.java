package io.tollgate.bench;

import io.tollgate.bench.calls.Scale;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Memory and idle CPU of open sessions and participants. {@code TOLLGATE_BENCH_JAVA_OPTS} takes
 * {@code -Dbench.sizes=1000,10000,50000 -Dbench.conferences=10 -Dbench.participants=500
 * -Dbench.rate=300 -Dbench.heap=6g -Dbench.variants=bare,rf-ro -Dbench.histograms=true}.
 */
public final class ScaleBench {
  private ScaleBench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    String variants = System.getProperty("bench.variants", "");
    boolean complete =
        new Scale(
                Arrays.stream(System.getProperty("bench.sizes", "1000,10000,50000").split(","))
                    .map(Integer::valueOf)
                    .toList(),
                Integer.getInteger("bench.conferences", 10),
                Integer.getInteger("bench.participants", 500),
                Integer.getInteger("bench.rate", 300),
                System.getProperty("bench.heap", "6g"))
            .run(variants.isEmpty() ? List.of() : Arrays.asList(variants.split(",")));
    if (!complete) {
      System.out.println("FAIL: not everything that was to be open was open");
    }
    // Phones of conferences still listen.
    System.exit(complete ? 0 : 1);
  }
}
