package io.tollgate.crash;

import io.tollgate.ledger.IdentityForm;
import io.tollgate.ledger.Search;
import io.tollgate.ledger.SessionRow;
import io.tollgate.ledger.SqliteHistory;
import io.tollgate.ledger.cli.Comparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What the server's own ledger says, and how it agrees with the books of both functions. */
final class LedgerCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_TOLD = 40;

  private final Path history;
  private final Path lab;

  LedgerCheck(Path history, Path lab) {
    this.history = history;
    this.lab = lab;
  }

  /** Waits until nothing differs, or for so long. */
  List<String> differences() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = now();
    while (!found.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      found = now();
    }
    return found;
  }

  private List<String> now() throws IOException {
    List<String> found = new ArrayList<>();
    try (SqliteHistory reader = SqliteHistory.open(history, IdentityForm.CLEAR, new byte[0])) {
      for (SessionRow row : reader.search(Search.all().onlyDifferent(true).most(MOST_TOLD))) {
        found.add("ledger: session %d: %s".formatted(row.id(), row.difference()));
      }
      for (String books : List.of("records.csv", "credit.csv")) {
        StringWriter told = new StringWriter();
        long differences =
            new Comparison(reader, new PrintWriter(told), null, null).run(lab.resolve(books), null);
        if (differences > 0) {
          told.toString().lines().limit(MOST_TOLD).forEach(line -> found.add(books + ": " + line));
        }
      }
    }
    return found;
  }
}
