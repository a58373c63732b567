package io.tollgate.journal.store.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Many rows in one order to the database. */
public final class Batch {
  /** SQLSTATE of a connection that failed. */
  private static final String CONNECTION_FAILURE = "08006";

  private Batch() {}

  /**
   * In the middle of a batch the driver asserts that its connection is there: an error that is no
   * SQLException, for a connection that is gone like any other.
   */
  public static int[] execute(PreparedStatement statement) throws SQLException {
    try {
      return statement.executeBatch();
    } catch (AssertionError e) {
      throw new SQLException("the connection is gone: " + e.getMessage(), CONNECTION_FAILURE, e);
    }
  }
}
