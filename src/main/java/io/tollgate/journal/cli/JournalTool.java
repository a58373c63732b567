package io.tollgate.journal.cli;

import io.tollgate.csv.Csv;
import io.tollgate.journal.json.JsonException;
import io.tollgate.journal.json.JsonLayout;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordQueries;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The operator's commands. */
final class JournalTool {

  private final Store store;
  private final PrintStream out;

  /** Where the journal is. */
  interface Store {
    RecordQueries open() throws JournalException;
  }

  JournalTool(Store store, PrintStream out) {
    this.store = store;
    this.out = out;
  }

  void status() throws JournalException {
    try (RecordQueries journal = store.open()) {
      out.println("journal " + journal.name());
      table(
          journal,
          state(journal, "pending", "pending", "stored")
              + " UNION ALL "
              + state(journal, "dead", "dead_letter", "stored")
              + " UNION ALL "
              + state(journal, "open sessions", "open_session", "updated"));
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

  private static String state(RecordQueries journal, String state, String table, String time) {
    String oldest = "min(" + time + ")";
    return "SELECT '%s' AS state, count(*) AS records, coalesce(%s, '-') AS oldest_utc, coalesce(%s, '-') AS oldest_age_s FROM %s"
        .formatted(state, journal.utc(oldest), journal.age(oldest), table);
  }

  /** A table of more than its heading. */
  private void table(RecordQueries journal, String sql, Object... parameters)
      throws JournalException {
    Columns columns = new Columns();
    journal.ask(columns::add, sql, parameters);
    if (columns.size() > 1) {
      out.println();
      out.print(columns);
    }
  }

  void list(View view, int limit) throws JournalException {
    try (RecordQueries journal = store.open()) {
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
    try (RecordQueries journal = store.open()) {
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
    List<String> letters = new ArrayList<>();
    try (RecordQueries journal = store.open()) {
      journal.ask(
          row -> {
            if (!row.get(0).equals("id") && (ids.contains("all") || ids.contains(row.get(0)))) {
              letters.add(row.get(0));
            }
          },
          "SELECT id FROM dead ORDER BY id");
      if (!letters.isEmpty()) {
        journal.requeue(letters);
      }
    }
    return letters.size();
  }

  void export(View view) throws JournalException {
    try (RecordQueries journal = store.open()) {
      journal.ask(row -> out.print(Csv.line(row)), "SELECT * FROM " + view.table());
    }
  }
}
