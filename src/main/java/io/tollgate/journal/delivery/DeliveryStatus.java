package io.tollgate.journal.delivery;

import java.util.List;

/**
 * How delivery stands.
 *
 * @param open some charging function takes records, as far as known
 * @param inMemory records on their way or next in their session
 * @param backlog others wait on disk
 */
public record DeliveryStatus(
    boolean open, int inMemory, boolean backlog, List<TargetStatus> targets) {

  static final DeliveryStatus NOTHING_YET = new DeliveryStatus(true, 0, true, List.of());

  public DeliveryStatus {
    targets = List.copyOf(targets);
  }
}
