package io.tollgate.journal.store.sqlite;

import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordQueries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Questions to a journal that another process may have open. */
public final class SqliteQueries implements RecordQueries {

  private final Path path;
  private final Connection connection;

  private SqliteQueries(Path path, Connection connection) {
    this.path = path;
    this.connection = connection;
  }

  public static SqliteQueries open(Path path) throws JournalException {
    if (!Files.isRegularFile(path)) {
      throw new JournalException(Fault.UNAVAILABLE, path + ": no such file (expected: a journal)");
    }
    return new SqliteQueries(path, new SqliteFile(path).reader());
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public String utc(String millis) {
    return "datetime((%s) / 1000, 'unixepoch')".formatted(millis);
  }

  @Override
  public String age(String millis) {
    return "CAST(unixepoch() - (%s) / 1000 AS TEXT)".formatted(millis);
  }

  /** A running server finds them within its next pass through the backlog. */
  @Override
  public void requeue(List<String> ids) throws JournalException {
    try (RecordJournal journal = SqliteRecordJournal.open(path)) {
      List<Change> changes = new ArrayList<>();
      ids.forEach(id -> changes.add(new Change.Requeue(Long.parseLong(id))));
      journal.commit(changes);
    }
  }

  @Override
  public void ask(RowListener listener, String sql, Object... parameters) throws JournalException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        tell(result, listener);
      }
    } catch (SQLException e) {
      throw SqliteFaults.of(path, e);
    }
  }

  private static void tell(ResultSet result, RowListener listener) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnName(i));
    }
    listener.row(names);
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        String value = result.getString(i);
        row.add(value == null ? "" : value);
      }
      listener.row(row);
    }
  }

  @Override
  public void close() throws JournalException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteFaults.of(path, e);
    }
  }
}
