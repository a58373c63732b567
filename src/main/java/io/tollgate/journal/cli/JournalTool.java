package io.tollgate.journal.cli;

import io.tollgate.journal.json.JsonException;
import io.tollgate.journal.json.JsonLayout;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.sqlite.SqliteQueries;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The operator's commands. */
final class JournalTool {

  private final Path file;
  private final PrintStream out;

  JournalTool(Path file, PrintStream out) {
    this.file = file;
    this.out = out;
  }

  void status() throws JournalException {
    try (SqliteQueries journal = SqliteQueries.open(file)) {
      out.println("journal " + file);
      table(
          journal,
          "SELECT 'pending' AS state, count(*) AS records,"
              + " coalesce(datetime(min(stored) / 1000, 'unixepoch'), '-') AS oldest_utc,"
              + " coalesce(CAST(unixepoch() - min(stored) / 1000 AS TEXT), '-') AS oldest_age_s"
              + " FROM pending UNION ALL SELECT 'dead', count(*),"
              + " coalesce(datetime(min(stored) / 1000, 'unixepoch'), '-'),"
              + " coalesce(CAST(unixepoch() - min(stored) / 1000 AS TEXT), '-') FROM dead_letter"
              + " UNION ALL SELECT 'open sessions', count(*),"
              + " coalesce(datetime(min(updated) / 1000, 'unixepoch'), '-'),"
              + " coalesce(CAST(unixepoch() - min(updated) / 1000 AS TEXT), '-')"
              + " FROM open_session");
      table(
          journal,
          "SELECT channel, kind, sent, count(*) AS pending FROM backlog GROUP BY channel, kind,"
              + " sent ORDER BY channel, kind, sent");
      table(
          journal,
          "SELECT peer, channel, count(*) AS pending, min(stored_utc) AS oldest_utc FROM backlog"
              + " GROUP BY peer, channel ORDER BY peer, channel");
      table(
          journal,
          "SELECT result_code, reason, count(*) AS dead FROM dead GROUP BY result_code, reason"
              + " ORDER BY count(*) DESC LIMIT 20");
    }
  }

  /** A table of more than its heading. */
  private void table(SqliteQueries journal, String sql, Object... parameters)
      throws JournalException {
    Columns columns = new Columns();
    journal.ask(columns::add, sql, parameters);
    if (columns.size() > 1) {
      out.println();
      out.print(columns);
    }
  }

  void list(View view, int limit) throws JournalException {
    try (SqliteQueries journal = SqliteQueries.open(file)) {
      table(
          journal,
          "SELECT " + view.brief() + " FROM " + view.table() + " ORDER BY 1 LIMIT ?",
          limit);
    }
  }

  /**
   * @return false if there is no such record
   */
  boolean show(String idOrSession) throws JournalException {
    boolean found = false;
    try (SqliteQueries journal = SqliteQueries.open(file)) {
      for (View view : View.values()) {
        String key = view == View.OPEN ? "session = ?" : "? IN (CAST(id AS TEXT), session)";
        List<List<String>> rows = new ArrayList<>();
        journal.ask(rows::add, "SELECT * FROM " + view.table() + " WHERE " + key, idOrSession);
        List<String> names = rows.get(0);
        for (List<String> row : rows.subList(1, rows.size())) {
          show(view, names, row);
          found = true;
        }
      }
    }
    return found;
  }

  private void show(View view, List<String> names, List<String> row) {
    out.println("--- " + view.table());
    for (int i = 0; i < row.size(); i++) {
      boolean body = names.get(i).equals("body");
      out.println(names.get(i) + ": " + (body ? readable(row.get(i)) : row.get(i)));
    }
  }

  private static String readable(String json) {
    try {
      return JsonLayout.of(json);
    } catch (JsonException e) {
      return json + "\n(unreadable: " + e.getMessage() + ")";
    }
  }

  /** A running server finds them within its next pass through the backlog. */
  int requeue(List<String> ids) throws JournalException {
    List<Change> changes = new ArrayList<>();
    try (SqliteQueries journal = SqliteQueries.open(file)) {
      journal.ask(
          row -> {
            if (!row.get(0).equals("id") && (ids.contains("all") || ids.contains(row.get(0)))) {
              changes.add(new Change.Requeue(Long.parseLong(row.get(0))));
            }
          },
          "SELECT id FROM dead_letter ORDER BY id");
    }
    if (!changes.isEmpty()) {
      try (RecordJournal journal = SqliteRecordJournal.open(file)) {
        journal.commit(changes);
      }
    }
    return changes.size();
  }

  void export(View view) throws JournalException {
    try (SqliteQueries journal = SqliteQueries.open(file)) {
      journal.ask(row -> out.print(Csv.line(row)), "SELECT * FROM " + view.table());
    }
  }
}
