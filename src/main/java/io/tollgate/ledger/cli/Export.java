package io.tollgate.ledger.cli;

import io.tollgate.csv.Csv;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.ledger.History;
import io.tollgate.ledger.Search;
import io.tollgate.ledger.SessionRow;
import io.tollgate.ledger.SessionStory;
import java.io.PrintWriter;
import java.util.List;

/** Sessions as CSV, a line each, or with all that is known of them as JSON lines. */
public final class Export {
  private static final int PAGE = 1_000;

  /** What is written. */
  public enum Format {
    CSV,
    JSON
  }

  private final History history;
  private final PrintWriter out;

  public Export(History history, PrintWriter out) {
    this.history = history;
    this.out = out;
  }

  /** Page by page, the newest first: a history of any size passes through. */
  public void write(Search search, Format format) {
    JsonCodec<SessionStory> json = new JsonCodec<>(SessionStory.class);
    if (format == Format.CSV) {
      out.print(Csv.line(Report.COLUMNS));
    }
    Search page = search.most(PAGE);
    List<SessionRow> rows = history.search(page);
    while (!rows.isEmpty()) {
      for (SessionRow row : rows) {
        if (format == Format.CSV) {
          out.print(Csv.line(Report.columns(row)));
        } else {
          history.session(row.id()).ifPresent(story -> out.print(json.write(story) + "\n"));
        }
      }
      out.flush();
      page = page.before(rows.get(rows.size() - 1).id());
      rows = history.search(page);
    }
  }
}
