package io.tollgate.journal.store.sqlite;

import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the file to this version, one script for each step; the version stands in {@code PRAGMA
 * user_version}.
 */
record SqliteSchema(List<String> scripts) {

  static SqliteSchema current() {
    return new SqliteSchema(
        List.of(script("1.sql"), script("2.sql"), script("3.sql"), script("4.sql")));
  }

  void migrate(Connection connection) throws SQLException, JournalException {
    try (Statement statement = connection.createStatement()) {
      int version = version(statement);
      if (version > scripts.size()) {
        throw new JournalException(
            Fault.REFUSED,
            "it was written by a newer Tollgate: schema version %d, this one knows up to %d"
                .formatted(version, scripts.size()));
      }
      for (int next = version; next < scripts.size(); next++) {
        step(statement, next);
      }
    }
  }

  private void step(Statement statement, int version) throws SQLException {
    statement.executeUpdate("BEGIN IMMEDIATE");
    try {
      statement.executeUpdate(scripts.get(version));
      statement.executeUpdate("PRAGMA user_version = " + (version + 1));
      statement.executeUpdate("COMMIT");
    } catch (SQLException e) {
      statement.executeUpdate("ROLLBACK");
      throw e;
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("PRAGMA user_version")) {
      return result.getInt(1);
    }
  }

  private static String script(String name) {
    try (InputStream in = SqliteSchema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
