package io.tollgate.journal;

import io.tollgate.journal.store.RecordJournalFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process that takes over a journal: what it sends until nothing is left to send. */
public final class SuccessorProcess {

  private SuccessorProcess() {}

  public static List<String> transmissions(Path directory) {
    try (JournalWorld world = new JournalWorld(directory)) {
      return transmissions(world);
    }
  }

  /** The same on a store that is elsewhere. */
  public static List<String> transmissions(Path directory, RecordJournalFactory store) {
    try (JournalWorld world = new JournalWorld(directory, JournalWorld.policy(), store)) {
      return transmissions(world);
    }
  }

  private static List<String> transmissions(JournalWorld world) {
    world.pass(Duration.ofSeconds(12));
    List<String> sent = new ArrayList<>(world.cdf.brief());
    sent.addAll(world.ocs.seen);
    return sent;
  }
}
