package io.tollgate.bench;

import io.tollgate.walk.WalkMain;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How many random walks a minute are played and judged. {@code -Dbench.walks=480}. */
public final class WalkBench {
  private WalkBench() {}

  public static void main(String[] words) throws IOException {
    int walks = Integer.getInteger("bench.walks", 480);
    long begin = System.nanoTime();
    boolean ok = WalkMain.run(List.of("--walk", Integer.toString(walks), "--brief"));
    double minutes = (System.nanoTime() - begin) / 60e9;
    System.out.printf(
        Locale.ROOT,
        "PAGE %d walks in %.1f minutes: %.0f a minute.%n",
        walks,
        minutes,
        walks / minutes);
    System.out.printf(Locale.ROOT, "RATIO walks-a-minute %.0f%n", walks / minutes);
    if (!ok) {
      throw new IllegalStateException("a walk differed; it is in target/walks");
    }
  }
}
