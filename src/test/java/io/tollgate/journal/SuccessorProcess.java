package io.tollgate.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process that takes over a journal: what it sends until nothing is left to send. */
public final class SuccessorProcess {

  private SuccessorProcess() {}

  public static List<String> transmissions(Path directory) {
    try (JournalWorld world = new JournalWorld(directory)) {
      world.pass(Duration.ofSeconds(12));
      List<String> sent = new ArrayList<>(world.cdf.brief());
      sent.addAll(world.ocs.seen);
      return sent;
    }
  }
}
