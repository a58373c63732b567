package io.tollgate.journal.store.sqlite;

import io.tollgate.files.sqlite.Transaction;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.Pending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Applies changes; prepared once, because commits come by the thousand. */
final class SqliteWriter implements AutoCloseable {

  /** Records that collide with others get ids beyond any that are counted. */
  static final long COLLISIONS = 1L << 62;

  private static final String COLUMNS = "id, channel, session, number, kind, stored, sent, body";

  private final Connection connection;
  private final JournalAlarms alarms;
  private final List<String> collisions = new ArrayList<>();
  private final PreparedStatement append;
  private final PreparedStatement sameAs;
  private final PreparedStatement keepCollision;
  private final PreparedStatement keepClosing;
  private final PreparedStatement settle;
  private final PreparedStatement markSent;
  private final PreparedStatement supersede;
  private final PreparedStatement remove;
  private final PreparedStatement bury;
  private final PreparedStatement requeue;
  private final PreparedStatement exhume;
  private final PreparedStatement redone;
  private final PreparedStatement keepRedone;

  SqliteWriter(Connection connection, JournalAlarms alarms) throws SQLException {
    this.connection = connection;
    this.alarms = alarms;
    connection.setAutoCommit(false);
    append =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO pending (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    sameAs =
        connection.prepareStatement(
            "SELECT 1 FROM pending WHERE session = ? AND number = ? AND channel = ? AND kind = ?"
                + " AND body = ? UNION ALL SELECT 1 FROM dead_letter WHERE session = ? AND number ="
                + " ? AND body = ?");
    keepCollision =
        connection.prepareStatement(
            "INSERT INTO dead_letter ("
                + COLUMNS
                + ", result_code, reason, buried) SELECT max("
                + COLLISIONS
                + ", coalesce((SELECT max(id) FROM dead_letter), 0)) + 1, ?, ?, ?, ?, ?, ?, ?, 0,"
                + " ?, ?");
    keepClosing =
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
    collisions.clear();
    try {
      for (Change change : changes) {
        apply(change);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      Transaction.abandon(connection);
      throw e;
    }
    collisions.forEach(each -> alarms.raise(JournalAlarm.RECORDS_COLLIDE, each));
  }

  private void apply(Change change) throws SQLException {
    if (change instanceof Change.Append c) {
      append(c.record());
    } else if (change instanceof Change.KeepClosing c) {
      keepClosing(c.closing());
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
      // One that still collides stays a dead letter.
      if (run(requeue, c.id()) > 0) {
        run(exhume, c.id());
      }
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
    if (append.executeUpdate() == 0 && !isKnown(record)) {
      keepBeside(record);
    }
  }

  /** A change that is applied again brings the same record again. */
  private boolean isKnown(Pending record) throws SQLException {
    sameAs.setString(1, record.session());
    sameAs.setLong(2, record.number());
    sameAs.setString(3, record.channel().name());
    sameAs.setString(4, record.kind().name());
    sameAs.setString(5, record.body());
    sameAs.setString(6, record.session());
    sameAs.setLong(7, record.number());
    sameAs.setString(8, record.body());
    try (ResultSet found = sameAs.executeQuery()) {
      return found.next();
    }
  }

  private void keepBeside(Pending record) throws SQLException {
    keepCollision.setString(1, record.channel().name());
    keepCollision.setString(2, record.session());
    keepCollision.setLong(3, record.number());
    keepCollision.setString(4, record.kind().name());
    keepCollision.setLong(5, record.stored().toEpochMilli());
    keepCollision.setInt(6, record.sent() ? 1 : 0);
    keepCollision.setString(7, record.body());
    keepCollision.setString(
        8, "collides with record " + record.id() + " or its session and number");
    keepCollision.setLong(9, record.stored().toEpochMilli());
    keepCollision.executeUpdate();
    collisions.add(
        "record %d (%s, number %d of %s) finds another in its place, and is a dead letter"
            .formatted(record.id(), record.kind(), record.number(), record.session()));
  }

  private void keepClosing(ClosingRecord closing) throws SQLException {
    keepClosing.setString(1, closing.session());
    keepClosing.setString(2, closing.channel().name());
    keepClosing.setLong(3, closing.number());
    keepClosing.setLong(4, closing.boot());
    keepClosing.setLong(5, closing.updated().toEpochMilli());
    keepClosing.setString(6, closing.body());
    keepClosing.setString(7, closing.unanswered());
    keepClosing.executeUpdate();
  }

  private void bury(Change.Bury letter) throws SQLException {
    bury.setInt(1, letter.resultCode());
    bury.setString(2, letter.reason());
    bury.setLong(3, letter.when().toEpochMilli());
    bury.setLong(4, letter.id());
    bury.executeUpdate();
    run(remove, letter.id());
  }

  private static int run(PreparedStatement statement, long id) throws SQLException {
    statement.setLong(1, id);
    return statement.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
