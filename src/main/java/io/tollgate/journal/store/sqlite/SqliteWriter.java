package io.tollgate.journal.store.sqlite;

import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.Owed;
import io.tollgate.journal.store.Pending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Applies changes; prepared once, because commits come by the thousand. */
final class SqliteWriter implements AutoCloseable {

  private static final String COLUMNS = "id, channel, session, number, kind, stored, sent, body";

  private final Connection connection;
  private final PreparedStatement append;
  private final PreparedStatement owe;
  private final PreparedStatement settle;
  private final PreparedStatement markSent;
  private final PreparedStatement supersede;
  private final PreparedStatement remove;
  private final PreparedStatement bury;
  private final PreparedStatement requeue;
  private final PreparedStatement exhume;
  private final PreparedStatement redone;
  private final PreparedStatement keepRedone;

  SqliteWriter(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    append =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO pending (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    owe =
        connection.prepareStatement(
            "INSERT INTO open_session (session, channel, number, boot, updated, body, unanswered)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session) DO UPDATE SET"
                + " number = excluded.number, boot = excluded.boot, updated = excluded.updated,"
                + " body = excluded.body, unanswered = excluded.unanswered");
    settle = connection.prepareStatement("DELETE FROM open_session WHERE session = ?");
    markSent = connection.prepareStatement("UPDATE pending SET sent = ? WHERE id = ?");
    supersede =
        connection.prepareStatement(
            "DELETE FROM pending WHERE session = ? AND id < ? AND kind = 'PROGRESS' AND sent = 0");
    remove = connection.prepareStatement("DELETE FROM pending WHERE id = ?");
    bury =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO dead_letter SELECT pending.*, ?, ?, ? FROM pending"
                + " WHERE id = ?");
    requeue =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO pending SELECT " + COLUMNS + " FROM dead_letter WHERE id = ?");
    exhume = connection.prepareStatement("DELETE FROM dead_letter WHERE id = ?");
    redone =
        connection.prepareStatement("INSERT OR REPLACE INTO redone (boot, up_to) VALUES (?, ?)");
    keepRedone =
        connection.prepareStatement(
            "DELETE FROM redone WHERE boot NOT IN (SELECT value FROM json_each(?))");
  }

  void apply(List<Change> changes) throws SQLException {
    try {
      for (Change change : changes) {
        apply(change);
      }
      connection.commit();
    } catch (SQLException e) {
      rollBack(e);
      throw e;
    }
  }

  private void apply(Change change) throws SQLException {
    if (change instanceof Change.Append c) {
      append(c.record());
    } else if (change instanceof Change.Owe c) {
      owe(c.closing());
    } else if (change instanceof Change.Settle c) {
      settle.setString(1, c.session());
      settle.executeUpdate();
    } else if (change instanceof Change.MarkSent c) {
      markSent.setInt(1, c.sent() ? 1 : 0);
      markSent.setLong(2, c.id());
      markSent.executeUpdate();
    } else if (change instanceof Change.Supersede c) {
      supersede.setString(1, c.session());
      supersede.setLong(2, c.id());
      supersede.executeUpdate();
    } else if (change instanceof Change.Remove c) {
      run(remove, c.id());
    } else if (change instanceof Change.Bury c) {
      bury(c);
    } else if (change instanceof Change.Requeue c) {
      run(requeue, c.id());
      run(exhume, c.id());
    } else if (change instanceof Change.Redone c) {
      redone.setLong(1, c.boot());
      redone.setLong(2, c.upTo());
      redone.executeUpdate();
    } else if (change instanceof Change.KeepRedone c) {
      keepRedone.setString(1, c.boots().toString());
      keepRedone.executeUpdate();
    }
  }

  private void append(Pending record) throws SQLException {
    append.setLong(1, record.id());
    append.setString(2, record.channel().name());
    append.setString(3, record.session());
    append.setLong(4, record.number());
    append.setString(5, record.kind().name());
    append.setLong(6, record.stored().toEpochMilli());
    append.setInt(7, record.sent() ? 1 : 0);
    append.setString(8, record.body());
    append.executeUpdate();
  }

  private void owe(Owed closing) throws SQLException {
    owe.setString(1, closing.session());
    owe.setString(2, closing.channel().name());
    owe.setLong(3, closing.number());
    owe.setLong(4, closing.boot());
    owe.setLong(5, closing.updated().toEpochMilli());
    owe.setString(6, closing.body());
    owe.setString(7, closing.unanswered());
    owe.executeUpdate();
  }

  private void bury(Change.Bury letter) throws SQLException {
    bury.setInt(1, letter.resultCode());
    bury.setString(2, letter.reason());
    bury.setLong(3, letter.when().toEpochMilli());
    bury.setLong(4, letter.id());
    bury.executeUpdate();
    run(remove, letter.id());
  }

  private static void run(PreparedStatement statement, long id) throws SQLException {
    statement.setLong(1, id);
    statement.executeUpdate();
  }

  private void rollBack(SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
