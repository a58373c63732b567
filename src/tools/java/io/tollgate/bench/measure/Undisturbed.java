package io.tollgate.bench.measure;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Measures again while others on the same hardware are in the way: on a virtual machine the
 * hypervisor may take the cores away, for seconds on end and from one variant but not from the
 * other. The kernel counts that as stolen.
 */
public final class Undisturbed {
  private static final double MOST_STOLEN = 0.025;
  private static final int TRIES = 4;
  private static final Path TIMES = Path.of("/proc/stat");

  private Undisturbed() {}

  /** What is measured. */
  public interface Measurement<T> {
    T take() throws IOException, InterruptedException;
  }

  /** The first value that was measured undisturbed, else the one that was disturbed least. */
  public static <T> T of(Measurement<T> measurement) throws IOException, InterruptedException {
    @Nullable T best = null;
    double least = Double.MAX_VALUE;
    for (int tries = 0; tries < TRIES && least > MOST_STOLEN; tries++) {
      long[] before = times();
      T value = measurement.take();
      double stolen = stolen(before, times());
      if (stolen > MOST_STOLEN) {
        System.out.printf(
            Locale.ROOT, "  others took %.0f %% of the cores: %s%n", stolen * 100, value);
      }
      if (stolen < least) {
        least = stolen;
        best = value;
      }
    }
    return requireNonNull(best);
  }

  private static double stolen(long[] before, long[] after) {
    return after[1] == before[1] ? 0 : (double) (after[0] - before[0]) / (after[1] - before[1]);
  }

  /** Ticks that were stolen, and all. */
  private static long[] times() throws IOException {
    String[] words = Files.readAllLines(TIMES).get(0).split(" +");
    long all = 0;
    for (int i = 1; i <= 8; i++) {
      all += Long.parseLong(words[i]);
    }
    return new long[] {Long.parseLong(words[8]), all};
  }
}
