package io.tollgate.bench.calls;

import java.io.IOException;

/** Looks for the highest rate, on a scale of 4 % steps, at which nothing goes wrong. */
public final class HighestRate {
  private static final double LOWEST = 50;
  static final double STEP = 1.04;

  private HighestRate() {}

  /** Places calls at a rate; says whether all of them went well. */
  public interface Trial {
    boolean clean(int rate) throws IOException, InterruptedException;
  }

  /**
   * Climbs or falls from the start, in strides that double, until one side is clean and the other
   * is not; then halves between them.
   *
   * @param stride steps of the first stride
   */
  public static int find(int start, int stride, Trial trial)
      throws IOException, InterruptedException {
    int at = Math.max(1, index(start));
    int clean = 0;
    int dirty = Integer.MAX_VALUE;
    int jump = stride;
    while (dirty == Integer.MAX_VALUE || clean == 0 && dirty > 1) {
      if (trial.clean(rate(at))) {
        clean = at;
        at += jump;
      } else {
        dirty = at;
        at = Math.max(1, at - jump);
      }
      if (clean > 0 && dirty < Integer.MAX_VALUE) {
        break;
      }
      jump *= 2;
    }
    while (dirty - clean > 1) {
      int middle = (clean + dirty) / 2;
      if (trial.clean(rate(middle))) {
        clean = middle;
      } else {
        dirty = middle;
      }
    }
    return clean == 0 ? 0 : rate(clean);
  }

  static int rate(int index) {
    return (int) Math.round(LOWEST * Math.pow(STEP, index));
  }

  private static int index(int rate) {
    return (int) Math.round(Math.log(rate / LOWEST) / Math.log(STEP));
  }
}
