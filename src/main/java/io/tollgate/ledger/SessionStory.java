package io.tollgate.ledger;

import java.util.List;

/**
 * One session with all that is known of it.
 *
 * @param stepsLeftOut how many steps there were beyond those that are kept
 * @param usage as it was last reconciled; empty before
 */
public record SessionStory(
    SessionRow row,
    List<RequestRow> requests,
    List<StepRow> steps,
    long stepsLeftOut,
    List<UsageRow> usage) {

  public SessionStory {
    requests = List.copyOf(requests);
    steps = List.copyOf(steps);
    usage = List.copyOf(usage);
  }
}
