package io.tollgate.walk;

import io.tollgate.walk.model.Cost;
import io.tollgate.walk.party.Notes;
import java.util.ArrayList;
import java.util.List;

/** A walk that was played. */
record Outcome(long seed, Script script, List<String> users, List<Cost> bill, Notes notes) {

  boolean isOk() {
    return notes.isClean();
  }

  /** All there is to say about it. */
  String report() {
    List<String> lines = new ArrayList<>();
    lines.add("walk " + seed + " differs:");
    notes.differences().forEach(difference -> lines.add("  " + difference));
    return String.join("\n", lines) + "\n\n" + script + "\n" + notes.ladder();
  }
}
