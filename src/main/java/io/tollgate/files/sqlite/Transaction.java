package io.tollgate.files.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What the driver leaves to its users about transactions. */
public final class Transaction {
  private static final Logger LOG = LogManager.getLogger(Transaction.class);

  private Transaction() {}

  /**
   * Rolls back, and has the next statement in a transaction whatever went wrong. SQLite ends one by
   * itself after an I/O error or a full disk; the driver then cannot roll back and begins no other,
   * and no commit would ever succeed again.
   */
  public static void abandon(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("not rolled back: {}", e.getMessage());
      begin(connection);
    }
  }

  private static void begin(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
    } catch (SQLException e) {
      // One is open still, or the next statement says what is wrong.
      LOG.debug("not begun: {}", e.getMessage());
    }
  }
}
