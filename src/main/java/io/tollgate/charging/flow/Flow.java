package io.tollgate.charging.flow;

import static io.tollgate.charging.flow.Step.ANSWER_ORIGINATOR;
import static io.tollgate.charging.flow.Step.AWAIT_ACK;
import static io.tollgate.charging.flow.Step.AWAIT_FIRST_ACCEPTANCE;
import static io.tollgate.charging.flow.Step.FORWARD;

import io.tollgate.charging.record.ServiceProfile;
import java.util.HashSet;
import java.util.List;

/**
 * One row of the flow book.
 *
 * @param figure the flow's id: F1 to F10 are drawn in the standards, N1 to N12 follow from them
 * @param charging which interfaces are on
 */
public record Flow(
    String figure,
    ServiceProfile profile,
    Charging charging,
    Procedure procedure,
    List<Step> steps) {

  public Flow {
    steps = List.copyOf(steps);
    if (new HashSet<>(steps).size() != steps.size()) {
      throw invalid(profile, charging, procedure, steps, "each step at most once");
    }
    if (!inOrder(steps, FORWARD, AWAIT_FIRST_ACCEPTANCE)) {
      throw invalid(profile, charging, procedure, steps, "FORWARD before AWAIT_FIRST_ACCEPTANCE");
    }
    if (!inOrder(steps, ANSWER_ORIGINATOR, AWAIT_ACK)) {
      throw invalid(profile, charging, procedure, steps, "ANSWER_ORIGINATOR before AWAIT_ACK");
    }
    for (Step step : steps) {
      if (!charging.allows(step)) {
        throw invalid(profile, charging, procedure, steps, "no " + step + " in " + charging);
      }
    }
  }

  Flow with(List<Step> other) {
    return new Flow(figure, profile, charging, procedure, other);
  }

  /** The first may be missing only if the second is too. */
  private static boolean inOrder(List<Step> steps, Step first, Step second) {
    int later = steps.indexOf(second);
    int earlier = steps.indexOf(first);
    return later < 0 || (earlier >= 0 && earlier < later);
  }

  private static IllegalArgumentException invalid(
      ServiceProfile profile,
      Charging charging,
      Procedure procedure,
      List<Step> steps,
      String expected) {
    return new IllegalArgumentException(
        profile
            + "."
            + charging.key()
            + "."
            + procedure
            + ": "
            + steps
            + " (expected: "
            + expected
            + ")");
  }
}
