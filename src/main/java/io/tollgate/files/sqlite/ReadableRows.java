package io.tollgate.files.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every row of a table that can still be read, although pages of its file are damaged. Rows are
 * read in the order of their rowid; behind a hole the next readable row is looked for: at each
 * number for a while, then where the indices say that rows are, then in growing steps, halved again
 * once they hit something.
 */
public final class ReadableRows {

  private static final int PAGE = 200;
  private static final int EACH_NUMBER = 1_000;
  private static final int MOST_KNOWN = 10_000_000;

  /** Takes a row; an exception says that the row is none. */
  public interface RowListener {
    void row(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final String table;
  private final List<String> indices;
  private @Nullable TreeSet<Long> known;
  private long read;
  private long holes;

  /**
   * @param indices the columns of indices of the table, each as for ORDER BY
   */
  public ReadableRows(Connection connection, String table, List<String> indices) {
    this.connection = connection;
    this.table = table;
    this.indices = List.copyOf(indices);
  }

  /** How many rows were read. */
  public long read() {
    return read;
  }

  /** How many times rows could not be read between others. */
  public long holes() {
    return holes;
  }

  public ReadableRows readInto(RowListener listener) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet any = statement.executeQuery("SELECT 1 FROM sqlite_schema LIMIT 1")) {
      any.next();
    }
    Walk walk = new Walk(listener);
    while (!walk.isAtEnd()) {
      walk.go();
    }
    return this;
  }

  /** The driver gives up a statement that fails, so each question is a statement of its own. */
  private String rowsFrom(long number, int most) {
    return "SELECT rowid AS row_number, * FROM %s WHERE rowid >= %d ORDER BY rowid LIMIT %d"
        .formatted(table, number, most);
  }

  private final class Walk {
    private final RowListener listener;
    private long from;
    private boolean atEnd;

    Walk(RowListener listener) {
      this.listener = listener;
    }

    boolean isAtEnd() {
      return atEnd;
    }

    void go() {
      int rows = 0;
      try (Statement page = connection.createStatement();
          ResultSet result = page.executeQuery(rowsFrom(from, PAGE))) {
        while (result.next()) {
          long number = result.getLong(1);
          rows++;
          take(result);
          if (number == Long.MAX_VALUE) {
            atEnd = true;
            return;
          }
          from = number + 1;
        }
        atEnd = rows < PAGE;
      } catch (SQLException e) {
        if (rows == 0) {
          stepOver();
        }
      }
    }

    private void take(ResultSet row) {
      try {
        listener.row(row);
        read++;
      } catch (SQLException | RuntimeException e) {
        holes++;
      }
    }

    /** Nothing can be read at {@code from}: moves it to where something can be, or ends. */
    private void stepOver() {
      holes++;
      long start = from;
      for (int i = 1; i <= EACH_NUMBER; i++) {
        if (isReadable(start + i)) {
          from = start + i;
          return;
        }
      }
      long beyond = start + EACH_NUMBER;
      Long next = knownRows().ceiling(beyond);
      while (next != null && !isReadable(next)) {
        beyond = next;
        next = knownRows().higher(next);
      }
      if (next != null) {
        from = lowestReadable(beyond, next);
        return;
      }
      for (long step = EACH_NUMBER; step > 0 && beyond + step > 0; step *= 2) {
        if (isReadable(beyond + step)) {
          from = lowestReadable(beyond, beyond + step);
          return;
        }
      }
      atEnd = true;
    }

    private long lowestReadable(long unreadable, long readable) {
      long low = unreadable;
      long high = readable;
      while (high - low > 1) {
        long middle = low + (high - low) / 2;
        if (isReadable(middle)) {
          high = middle;
        } else {
          low = middle;
        }
      }
      return high;
    }

    /** Whether a row or the end of the table is found there. */
    private boolean isReadable(long number) {
      try (Statement probe = connection.createStatement();
          ResultSet result = probe.executeQuery(rowsFrom(number, 1))) {
        return !result.next() || result.getLong(1) >= number;
      } catch (SQLException e) {
        return false;
      }
    }
  }

  /** The rows that the indices name, as far as these can be read from either end. */
  private TreeSet<Long> knownRows() {
    TreeSet<Long> rows = known;
    if (rows == null) {
      rows = new TreeSet<>();
      for (String index : indices) {
        collect(index, "ASC", rows);
        collect(index, "DESC", rows);
      }
      known = rows;
    }
    return rows;
  }

  private void collect(String index, String direction, TreeSet<Long> rows) {
    List<String> order = new ArrayList<>();
    for (String column : index.split(",", -1)) {
      order.add(column.strip() + " " + direction);
    }
    String sql = "SELECT rowid FROM " + table + " ORDER BY " + String.join(", ", order);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next() && rows.size() < MOST_KNOWN) {
        rows.add(result.getLong(1));
      }
    } catch (SQLException e) {
      // What was read until here is of use.
    }
  }
}
