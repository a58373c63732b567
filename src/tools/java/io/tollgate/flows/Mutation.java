package io.tollgate.flows;

import io.tollgate.charging.flow.Charging;
import io.tollgate.charging.flow.Flow;
import io.tollgate.charging.flow.FlowBook;
import io.tollgate.charging.flow.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The flow book with an error in each list that charges: the first charge changes places with a
 * neighbour, or, where nothing else stands in the list, is missing. Given to the server as the
 * operator's own orders, so that its code stays as it is.
 */
final class Mutation {

  private Mutation() {}

  /** A value for {@code charging.flows}. */
  static String orders(Charging charging) {
    return orders(charging, Mutation::mutant);
  }

  /**
   * The same for a server that waits for each record's answer: whatever follows the charge is seen.
   */
  static String strictOrders() {
    return orders(Charging.OFFLINE, Mutation::strictMutant);
  }

  private static String orders(Charging charging, UnaryOperator<List<Step>> mutant) {
    return FlowBook.standard().flows().stream()
        .filter(flow -> flow.charging() == charging)
        .filter(flow -> !flow.procedure().isFixed())
        .filter(flow -> flow.steps().stream().anyMatch(Step::isCharge))
        .map(flow -> order(flow, mutant))
        .collect(Collectors.joining(";"));
  }

  private static String order(Flow flow, UnaryOperator<List<Step>> mutant) {
    return flow.profile()
        + "."
        + charging(flow)
        + "."
        + flow.procedure()
        + "="
        + mutant.apply(flow.steps()).stream().map(Step::name).collect(Collectors.joining(","));
  }

  private static String charging(Flow flow) {
    return flow.charging().key();
  }

  static List<Step> strictMutant(List<Step> steps) {
    int charge = firstCharge(steps);
    boolean last = charge + 1 == steps.size();
    if (steps.size() == 1) {
      return mutant(steps);
    }
    List<Step> mutant = new ArrayList<>(steps);
    Collections.swap(mutant, charge, last ? charge - 1 : charge + 1);
    return mutant;
  }

  static List<Step> mutant(List<Step> steps) {
    List<Step> mutant = new ArrayList<>(steps);
    int charge = firstCharge(steps);
    if (charge + 1 < steps.size() && !steps.get(charge + 1).isCharge() && charge == 0) {
      Collections.swap(mutant, charge, charge + 1);
    } else if (charge > 0 && steps.get(charge - 1) != Step.ANSWER_ORIGINATOR) {
      Collections.swap(mutant, charge, charge - 1);
    } else if (steps.stream().anyMatch(step -> step == Step.FORWARD)) {
      // Both charges stand first: the record comes before the gate.
      Collections.swap(mutant, charge, charge + 1);
    } else {
      mutant.removeIf(Step::isCharge);
    }
    return mutant;
  }

  private static int firstCharge(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).isCharge()) {
        return i;
      }
    }
    throw new IllegalArgumentException(steps + " (expected: a charge among them)");
  }
}
