package io.tollgate;

import io.tollgate.cluster.ClusterDatabase;
import io.tollgate.cluster.ClusterException;
import io.tollgate.journal.cli.JournalMain;
import io.tollgate.journal.store.postgres.PostgresQueries;
import io.tollgate.settings.Settings;
import java.io.PrintStream;
import java.util.List;

/** The operator's look at the records of a cluster, with a server's own settings. */
public final class SharedJournal {

  private SharedJournal() {}

  /**
   * @param words a command and its arguments
   * @return the exit code
   */
  public static int run(Settings settings, List<String> words, PrintStream out, PrintStream err) {
    try (ClusterDatabase database =
        ClusterDatabase.open(ClusterModule.address(settings, "journal"))) {
      return JournalMain.run(
          new PostgresQueries(database.connections(), settings.cluster().store().orElse("")),
          words,
          out,
          err);
    } catch (ClusterException e) {
      err.println("cluster.store: " + e.getMessage());
      return 1;
    }
  }
}
