package io.tollgate.walk;

import io.tollgate.walk.Script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Delta debugging: leaves steps out as long as the rest still differs. */
final class Shrinker {
  private final Predicate<Script> differs;
  private int budget;

  /**
   * @param budget how many times the walk may be played again
   */
  Shrinker(Predicate<Script> differs, int budget) {
    this.differs = differs;
    this.budget = budget;
  }

  Script shrink(Script failing) {
    List<Step> steps = failing.steps();
    int chunk = Math.max(1, steps.size() / 2);
    while (budget > 0) {
      boolean smaller = false;
      for (int at = steps.size() - chunk; at >= 0 && budget > 0; at -= chunk) {
        List<Step> fewer = new ArrayList<>(steps);
        fewer.subList(at, at + chunk).clear();
        budget--;
        if (!fewer.isEmpty() && differs.test(failing.with(fewer))) {
          steps = fewer;
          smaller = true;
        }
      }
      if (chunk == 1 && !smaller) {
        break;
      }
      chunk = smaller ? Math.min(chunk, Math.max(1, steps.size() / 2)) : Math.max(1, chunk / 2);
    }
    return failing.with(steps);
  }
}
