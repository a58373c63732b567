package io.tollgate.walk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** Whether things of two kinds can be paired: a thing may fit several of the other kind. */
final class Pairs {
  private static final int NONE = -1;

  private final List<int[]> fitting;
  private final int[] taken;

  private Pairs(List<int[]> fitting, int others) {
    this.fitting = fitting;
    this.taken = new int[others];
    Arrays.fill(taken, NONE);
  }

  /** Whether each of these can have one of the others for itself alone. */
  static <A, B> boolean each(List<A> these, List<B> others, BiPredicate<A, B> fits) {
    List<int[]> fitting =
        these.stream()
            .map(
                each ->
                    IntStream.range(0, others.size())
                        .filter(other -> fits.test(each, others.get(other)))
                        .toArray())
            .toList();
    Pairs pairs = new Pairs(fitting, others.size());
    for (int each = 0; each < these.size(); each++) {
      if (!pairs.finds(each, new HashSet<>())) {
        return false;
      }
    }
    return true;
  }

  /** One that is taken may be given up by who has it, if that one finds another. */
  private boolean finds(int each, Set<Integer> asked) {
    for (int other : fitting.get(each)) {
      if (asked.add(other) && (taken[other] == NONE || finds(taken[other], asked))) {
        taken[other] = each;
        return true;
      }
    }
    return false;
  }
}
