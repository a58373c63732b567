package io.tollgate.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One conference that runs.
 *
 * @param present how many take part: the number that is charged and told
 */
public record ConferenceLine(
    long number,
    String uri,
    String type,
    String owner,
    String initiator,
    @Nullable String subject,
    int present,
    int invited,
    List<Participant> roster) {

  /** One who is invited or takes part. */
  public record Participant(
      String identity,
      @Nullable String name,
      String state,
      String joined,
      @Nullable Instant since) {}
}
