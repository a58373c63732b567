package io.tollgate.journal.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs queries on one connection, one at a time. */
final class SqliteReader implements AutoCloseable {

  /** Makes a value of a row. */
  interface Row<T> {
    T read(ResultSet result) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  SqliteReader(Connection connection) {
    this.connection = connection;
  }

  synchronized <T> List<T> all(Row<T> row, String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    List<T> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(row.read(result));
      }
    }
    return rows;
  }

  long number(String sql, Object... parameters) throws SQLException {
    return all(result -> result.getLong(1), sql, parameters).get(0);
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }
}
