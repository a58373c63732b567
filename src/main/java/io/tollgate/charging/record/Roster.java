package io.tollgate.charging.record;

import java.util.List;

/**
 * Who is told of in a record (Number-Of-Participants 885, TS 32.299 7.2), by one rule for sessions
 * and messages, between two and among many: what begins something (START, INITIAL, EVENT) names
 * those whom it is for, and not the one who begins it; what follows (INTERIM, UPDATE, STOP,
 * TERMINATION) those who are attached, that one among them. The count and the list come from the
 * same table.
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
