package io.tollgate.charging.record;

import java.util.List;

/**
 * The participants at one moment: the invited ones in a first record, the attached ones later
 * (Number-Of-Participants 885). The count and the list come from the same table.
 */
public record Roster(List<Participant> participants) {

  public static final Roster EMPTY = new Roster(List.of());

  public Roster {
    participants = List.copyOf(participants);
  }

  public int count() {
    return participants.size();
  }
}
