package io.tollgate.journal.commit;

import io.tollgate.journal.store.Change;
import java.util.List;
import java.util.stream.Collectors;

/** Changes in words for an operator: which records of which sessions, not what they say of whom. */
final class Changes {

  private static final int NAMED = 4;

  private Changes() {}

  static String describe(List<Change> changes) {
    String named =
        changes.stream().limit(NAMED).map(Changes::describe).collect(Collectors.joining(", "));
    return changes.size() <= NAMED ? named : named + " and " + (changes.size() - NAMED) + " more";
  }

  static String describe(Change change) {
    if (change instanceof Change.Append append) {
      return "%s %d of %s (%d characters)"
          .formatted(
              append.record().kind(),
              append.record().number(),
              append.record().session(),
              append.record().body().length());
    }
    if (change instanceof Change.KeepClosing keep) {
      return "what is owed for " + keep.closing().session();
    }
    return change.getClass().getSimpleName();
  }
}
