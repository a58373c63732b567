package io.tollgate.flows;

import io.tollgate.flows.Figure.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a figure would not notice, tried on a wire that it accepts: two steps in the other order, or
 * a charging request that never came. A figure that passes must have none.
 */
record BlindSpots(int tried, List<String> found) {

  static BlindSpots of(Figure figure, List<Arrow> wire) {
    List<String> found = new ArrayList<>();
    int tried = 0;
    List<Step> steps = figure.steps();
    for (int i = 0; i + 1 < steps.size(); i++) {
      List<Step> swapped = new ArrayList<>(steps);
      Collections.swap(swapped, i, i + 1);
      tried++;
      if (!namesAStep(new Figure(swapped, figure.counts()).differences(wire))) {
        found.add(
            "steps "
                + steps.get(i).number()
                + " and "
                + steps.get(i + 1).number()
                + " may change places unnoticed");
      }
    }
    for (Step step : steps) {
      for (Pattern message : step.messages()) {
        if (message.isCharge()) {
          tried++;
          List<Arrow> without = new ArrayList<>(wire);
          without.remove(Figure.find(message, wire));
          if (!namesAStep(figure.differences(without))) {
            found.add("step " + step.number() + " may be missing unnoticed: " + message.text());
          }
        }
      }
    }
    return new BlindSpots(tried, List.copyOf(found));
  }

  static boolean namesAStep(List<String> differences) {
    return differences.stream().anyMatch(difference -> difference.startsWith("step "));
  }
}
