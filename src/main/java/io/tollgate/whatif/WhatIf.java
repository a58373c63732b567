package io.tollgate.whatif;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.ledger.IdentityForm;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerNews;
import io.tollgate.ledger.LedgerPolicy;
import io.tollgate.ledger.RequestRow;
import io.tollgate.ledger.Search;
import io.tollgate.ledger.SessionRow;
import io.tollgate.ledger.SessionStory;
import io.tollgate.ledger.SqliteHistory;
import io.tollgate.ledger.UsageRow;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a capture would have cost under a configuration: every session with its ladder and bill, as
 * the ledger has them; nothing is sent to anybody.
 *
 * @param notFollowed what was left out, or would have gone another way
 */
public record WhatIf(
    List<SessionStory> sessions,
    List<AccountingRecord> records,
    List<CreditRequest> requests,
    Set<String> notFollowed) {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int MOST_SESSIONS = 10_000;

  public WhatIf {
    sessions = List.copyOf(sessions);
    records = List.copyOf(records);
    requests = List.copyOf(requests);
  }

  /**
   * @param server host and port of the server in the capture; null for whoever most goes through
   * @throws IOException if it cannot be read
   */
  public static WhatIf of(Path capture, @Nullable String server, WhatIfPolicy policy)
      throws IOException, InterruptedException {
    CaptureFile file = new CaptureFile(capture);
    List<Heard> heard = file.read();
    Notes notes = new Notes();
    file.notFollowed().forEach(notes::add);
    if (heard.stream().noneMatch(Heard.Sip.class::isInstance)) {
      throw new IOException(capture + ": no SIP in it (expected: SIP over UDP or TCP)");
    }
    Path folder = Files.createTempDirectory("tollgate-whatif-");
    try {
      return played(heard, server == null ? Replay.server(heard) : server, policy, notes, folder);
    } finally {
      delete(folder);
    }
  }

  private static WhatIf played(
      List<Heard> heard, String server, WhatIfPolicy policy, Notes notes, Path folder) {
    Path history = folder.resolve("history.db");
    CaptureClock clock = new CaptureClock(Replay.begin(heard));
    Ledger ledger =
        Ledger.open(
            history,
            new LedgerPolicy(
                Duration.ofDays(36_500),
                Long.MAX_VALUE,
                LedgerPolicy.DEFAULT.mostQueued(),
                PATIENCE),
            IdentityForm.CLEAR,
            new byte[0],
            clock,
            new NoNews(),
            session -> false);
    Replay replay = new Replay(heard, server, policy, clock, ledger, notes);
    replay.run(ledger::tick);
    ledger.close();
    try (SqliteHistory reader = SqliteHistory.open(history, IdentityForm.CLEAR, new byte[0])) {
      List<SessionStory> stories = new ArrayList<>();
      reader.search(Search.all().most(MOST_SESSIONS)).stream()
          .sorted(Comparator.comparing(SessionRow::id))
          .forEach(row -> reader.session(row.id()).ifPresent(stories::add));
      return new WhatIf(stories, replay.records(), replay.requests(), notes.lines());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        Files.deleteIfExists(each);
      }
    }
    Files.deleteIfExists(folder);
  }

  /** Nobody listens. */
  private static final class NoNews implements LedgerNews {
    @Override
    public void reconciled(SessionRow session, List<UsageRow> usage, List<RequestRow> requests) {
      // It stands in the story.
    }

    @Override
    public void different(SessionRow session, long sessions) {
      // It stands in the story.
    }

    @Override
    public void even() {
      // It stands in the story.
    }

    @Override
    public void writeFailed(String why) {
      throw new IllegalStateException("the history of the capture cannot be written: " + why);
    }

    @Override
    public void writesAgain() {
      // It never failed.
    }

    @Override
    public void overflowed(long missed) {
      // The tick after each message leaves room.
    }
  }
}
