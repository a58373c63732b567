package io.tollgate.journal.store.postgres;

import io.tollgate.journal.store.JournalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How every transaction about a node's rows begins: by its epoch, which nobody can raise before the
 * transaction is over. Where it has been raised already, the tenure is lost.
 */
public final class Fence implements AutoCloseable {

  private final Tenure tenure;
  private final PreparedStatement statement;

  public Fence(Connection connection, Tenure tenure) throws SQLException {
    this.tenure = tenure;
    statement =
        connection.prepareStatement("SELECT 1 FROM node WHERE id = ? AND epoch = ? FOR SHARE");
    statement.setLong(1, tenure.node());
    statement.setLong(2, tenure.epoch());
  }

  public void nameEpoch() throws SQLException, JournalException {
    try (ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        tenure.lost();
        throw PostgresFaults.fenced(tenure);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
