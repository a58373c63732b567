package io.tollgate.journal.store.postgres;

import io.tollgate.journal.store.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes in an order in which many go to the database at once: sorted by kind within a step, and a
 * new step where sorting would turn round two changes of the same record or session.
 */
final class Steps {

  /** In the order in which the kinds of one step are carried out. */
  enum Kind {
    REMOVE,
    SUPERSEDE,
    APPEND,
    MARK_SENT,
    BURY,
    REQUEUE,
    CLOSING,
    SETTLE,
    KEEP_DIALOG,
    FORGET_DIALOG,
    OTHER
  }

  private Steps() {}

  /** Each step has its changes in their order, to be carried out kind by kind. */
  static List<List<Change>> of(List<Change> changes) {
    List<List<Change>> steps = new ArrayList<>();
    List<Change> step = new ArrayList<>();
    Map<Object, Integer> latest = new HashMap<>();
    for (Change change : changes) {
      int rank = kind(change).ordinal();
      List<Object> keys = keys(change);
      if (keys.stream().anyMatch(key -> latest.getOrDefault(key, -1) > rank)) {
        steps.add(step);
        step = new ArrayList<>();
        latest.clear();
      }
      step.add(change);
      keys.forEach(key -> latest.merge(key, rank, Math::max));
    }
    if (!step.isEmpty()) {
      steps.add(step);
    }
    return steps;
  }

  static Kind kind(Change change) {
    if (change instanceof Change.Append) {
      return Kind.APPEND;
    } else if (change instanceof Change.KeepClosing) {
      return Kind.CLOSING;
    } else if (change instanceof Change.Settle) {
      return Kind.SETTLE;
    } else if (change instanceof Change.MarkSent) {
      return Kind.MARK_SENT;
    } else if (change instanceof Change.Supersede) {
      return Kind.SUPERSEDE;
    } else if (change instanceof Change.Remove) {
      return Kind.REMOVE;
    } else if (change instanceof Change.Bury) {
      return Kind.BURY;
    } else if (change instanceof Change.Requeue) {
      return Kind.REQUEUE;
    } else if (change instanceof Change.KeepDialog) {
      return Kind.KEEP_DIALOG;
    } else if (change instanceof Change.ForgetDialog) {
      return Kind.FORGET_DIALOG;
    }
    return Kind.OTHER;
  }

  private record RecordsOf(String session) {}

  private record Dialog(String id) {}

  private record ClosingOf(String session) {}

  /** A record that is marked or put back may be of any session. */
  private record Marks() {}

  private static List<Object> keys(Change change) {
    if (change instanceof Change.Append c) {
      return List.of(c.record().id(), new RecordsOf(c.record().session()));
    } else if (change instanceof Change.Supersede c) {
      return List.of(new RecordsOf(c.session()), new Marks());
    } else if (change instanceof Change.MarkSent c) {
      return List.of(c.id(), new Marks());
    } else if (change instanceof Change.Remove c) {
      return List.of(c.id());
    } else if (change instanceof Change.Bury c) {
      return List.of(c.id());
    } else if (change instanceof Change.Requeue c) {
      return List.of(c.id(), new Marks());
    } else if (change instanceof Change.KeepClosing c) {
      return List.of(new ClosingOf(c.closing().session()));
    } else if (change instanceof Change.Settle c) {
      return List.of(new ClosingOf(c.session()));
    } else if (change instanceof Change.KeepDialog c) {
      return List.of(new Dialog(c.dialog().id()));
    } else if (change instanceof Change.ForgetDialog c) {
      return List.of(new Dialog(c.id()));
    }
    return List.of();
  }
}
