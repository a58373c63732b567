package io.tollgate.journal.store.postgres;

import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.KeptDialog;
import io.tollgate.journal.store.Pending;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Applies changes on a connection of its own, in transactions that begin by naming the node's
 * epoch. Every change may be applied again: the same ones come once more after a commit of which
 * nobody knows whether it took place.
 */
final class PostgresWriter implements AutoCloseable {

  /** Records that collide with others get ids beyond any that are counted. */
  static final long COLLISIONS = 1L << 62;

  private static final String RECORD = PostgresRows.RECORD;

  /** Said with a COMMIT that somebody cancelled: it stands here, and perhaps on no standby. */
  private static final String NOT_REPLICATED = "canceling wait for synchronous replication";

  private final Connection connection;
  private final Tenure tenure;
  private final JournalAlarms alarms;
  private final List<String> collisions = new ArrayList<>();
  private final Fence fence;
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
  private final PreparedStatement keepDialog;
  private final PreparedStatement forgetDialog;

  PostgresWriter(Connection connection, Tenure tenure, JournalAlarms alarms) throws SQLException {
    this.connection = connection;
    this.tenure = tenure;
    this.alarms = alarms;
    connection.setAutoCommit(false);
    fence = new Fence(connection, tenure);
    append =
        ours(
            "INSERT INTO pending (node, %s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
                .formatted(RECORD));
    sameAs =
        connection.prepareStatement(
            "SELECT 1 FROM pending WHERE session = ? AND number = ? AND channel = ? AND kind = ?"
                + " AND body = ? UNION ALL SELECT 1 FROM dead_letter WHERE node = ? AND session = ?"
                + " AND number = ? AND body = ?");
    keepCollision =
        connection.prepareStatement(
            ("INSERT INTO dead_letter (node, %1$s, result_code, reason, buried) SELECT %3$d,"
                    + " greatest(%2$d, coalesce((SELECT max(id) FROM dead_letter WHERE node ="
                    + " %3$d), 0)) + 1, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?")
                .formatted(RECORD, COLLISIONS, tenure.node()));
    keepClosing =
        connection.prepareStatement(
            "INSERT INTO open_session (session, node, channel, number, boot, updated, body,"
                + " unanswered) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session) DO UPDATE SET"
                + " number = excluded.number, boot = excluded.boot, updated ="
                + " excluded.updated, body = excluded.body, unanswered = excluded.unanswered WHERE"
                + " open_session.node = excluded.node");
    settle = ours("DELETE FROM open_session WHERE node + 0 = ? AND session = ?");
    markSent = connection.prepareStatement("UPDATE pending SET sent = ? WHERE node = ? AND id = ?");
    supersede =
        ours(
            "DELETE FROM pending WHERE node + 0 = ? AND session = ? AND id + 0 < ? AND kind || '' ="
                + " 'PROGRESS' AND NOT sent");
    remove = ours("DELETE FROM pending WHERE node = ? AND id = ?");
    bury =
        ours(
            ("WITH old AS (DELETE FROM pending WHERE node = ? AND id = ? RETURNING node, %1$s)"
                    + " INSERT INTO dead_letter (node, %1$s, result_code, reason, buried) SELECT node,"
                    + " %1$s, ?, ?, ? FROM old ON CONFLICT (node, id) DO UPDATE SET channel ="
                    + " excluded.channel, session = excluded.session, number = excluded.number, kind ="
                    + " excluded.kind, stored = excluded.stored, sent = excluded.sent, body ="
                    + " excluded.body, result_code = excluded.result_code, reason = excluded.reason,"
                    + " buried = excluded.buried")
                .formatted(RECORD));
    requeue =
        ours(
            "INSERT INTO pending (node, %1$s) SELECT node, %1$s FROM dead_letter WHERE node = ? AND id = ? ON CONFLICT DO NOTHING"
                .formatted(RECORD));
    exhume = ours("DELETE FROM dead_letter WHERE node = ? AND id = ?");
    keepDialog =
        ours(
            "INSERT INTO session (node, id, updated, legs) VALUES (?, ?, ?, ?) ON CONFLICT (node,"
                + " id) DO UPDATE SET updated = excluded.updated, legs = excluded.legs");
    forgetDialog = ours("DELETE FROM session WHERE node = ? AND id = ?");
  }

  /** A statement whose first parameter is the node. */
  private PreparedStatement ours(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setLong(1, tenure.node());
    return statement;
  }

  void apply(List<Change> changes) throws SQLException, JournalException {
    collisions.clear();
    connection.clearWarnings();
    try {
      fence.nameEpoch();
      for (List<Change> step : Steps.of(changes)) {
        carryOut(step);
      }
      connection.commit();
      checkReplicated();
    } catch (SQLException | JournalException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
    collisions.forEach(each -> alarms.raise(JournalAlarm.RECORDS_COLLIDE, each));
  }

  private void checkReplicated() throws SQLException, JournalException {
    for (SQLWarning each = connection.getWarnings(); each != null; each = each.getNextWarning()) {
      if (String.valueOf(each.getMessage()).contains(NOT_REPLICATED)) {
        throw new JournalException(Fault.UNAVAILABLE, "database: " + each.getMessage());
      }
    }
  }

  private void carryOut(List<Change> step) throws SQLException {
    Map<Steps.Kind, List<Change>> kinds = new EnumMap<>(Steps.Kind.class);
    for (Change change : step) {
      kinds.computeIfAbsent(Steps.kind(change), kind -> new ArrayList<>()).add(change);
    }
    for (Map.Entry<Steps.Kind, List<Change>> each : kinds.entrySet()) {
      switch (each.getKey()) {
        case REMOVE -> batch(remove, each.getValue(), this::remove);
        case SUPERSEDE -> batch(supersede, each.getValue(), this::supersede);
        case APPEND -> append(each.getValue());
        case MARK_SENT -> batch(markSent, each.getValue(), this::markSent);
        case BURY -> batch(bury, each.getValue(), this::bury);
        case REQUEUE -> requeue(each.getValue());
        case CLOSING -> batch(keepClosing, each.getValue(), this::keepClosing);
        case SETTLE -> batch(settle, each.getValue(), this::settle);
        case KEEP_DIALOG -> batch(keepDialog, each.getValue(), this::keepDialog);
        case FORGET_DIALOG -> batch(forgetDialog, each.getValue(), this::forgetDialog);
        case OTHER -> {
          // Marks of a redo log: none goes with this store.
        }
      }
    }
  }

  private interface Filler {
    void fill(Change change) throws SQLException;
  }

  private static int[] batch(PreparedStatement statement, List<Change> changes, Filler filler)
      throws SQLException {
    try {
      for (Change each : changes) {
        filler.fill(each);
        statement.addBatch();
      }
      return Batch.execute(statement);
    } finally {
      statement.clearBatch();
    }
  }

  private void append(List<Change> appends) throws SQLException {
    int[] rows =
        batch(
            append, appends, each -> PostgresRows.set(append, 2, ((Change.Append) each).record()));
    for (int i = 0; i < rows.length; i++) {
      Pending record = ((Change.Append) appends.get(i)).record();
      if (rows[i] == 0 && !isKnown(record)) {
        keepBeside(record);
      }
    }
  }

  /** A change that is applied again brings the same record again. */
  private boolean isKnown(Pending record) throws SQLException {
    byte[] body = PostgresRows.octets(record.body());
    sameAs.setString(1, record.session());
    sameAs.setLong(2, record.number());
    sameAs.setString(3, record.channel().name());
    sameAs.setString(4, record.kind().name());
    sameAs.setBytes(5, body);
    sameAs.setLong(6, tenure.node());
    sameAs.setString(7, record.session());
    sameAs.setLong(8, record.number());
    sameAs.setBytes(9, body);
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
    keepCollision.setBoolean(6, record.sent());
    keepCollision.setBytes(7, PostgresRows.octets(record.body()));
    keepCollision.setString(
        8, "collides with record " + record.id() + " or its session and number");
    keepCollision.setLong(9, record.stored().toEpochMilli());
    keepCollision.executeUpdate();
    collisions.add(
        "record %d (%s, number %d of %s) finds another in its place, and is a dead letter"
            .formatted(record.id(), record.kind(), record.number(), record.session()));
  }

  private void requeue(List<Change> letters) throws SQLException {
    for (Change each : letters) {
      // One that still collides stays a dead letter.
      requeue.setLong(2, ((Change.Requeue) each).id());
      if (requeue.executeUpdate() > 0) {
        exhume.setLong(2, ((Change.Requeue) each).id());
        exhume.executeUpdate();
      }
    }
  }

  private void remove(Change change) throws SQLException {
    remove.setLong(2, ((Change.Remove) change).id());
  }

  private void supersede(Change change) throws SQLException {
    Change.Supersede by = (Change.Supersede) change;
    supersede.setString(2, by.session());
    supersede.setLong(3, by.id());
  }

  private void markSent(Change change) throws SQLException {
    Change.MarkSent mark = (Change.MarkSent) change;
    markSent.setBoolean(1, mark.sent());
    markSent.setLong(2, tenure.node());
    markSent.setLong(3, mark.id());
  }

  private void bury(Change change) throws SQLException {
    Change.Bury letter = (Change.Bury) change;
    bury.setLong(2, letter.id());
    bury.setInt(3, letter.resultCode());
    bury.setString(4, letter.reason());
    bury.setLong(5, letter.when().toEpochMilli());
  }

  private void keepClosing(Change change) throws SQLException {
    ClosingRecord closing = ((Change.KeepClosing) change).closing();
    keepClosing.setString(1, closing.session());
    keepClosing.setLong(2, tenure.node());
    keepClosing.setString(3, closing.channel().name());
    keepClosing.setLong(4, closing.number());
    keepClosing.setLong(5, closing.boot());
    keepClosing.setLong(6, closing.updated().toEpochMilli());
    keepClosing.setBytes(7, PostgresRows.octets(closing.body()));
    PostgresRows.setOctets(keepClosing, 8, closing.unanswered());
  }

  private void settle(Change change) throws SQLException {
    settle.setString(2, ((Change.Settle) change).session());
  }

  private void keepDialog(Change change) throws SQLException {
    KeptDialog dialog = ((Change.KeepDialog) change).dialog();
    keepDialog.setString(2, dialog.id());
    keepDialog.setLong(3, dialog.updated().toEpochMilli());
    keepDialog.setBytes(4, PostgresRows.octets(dialog.body()));
  }

  private void forgetDialog(Change change) throws SQLException {
    forgetDialog.setString(2, ((Change.ForgetDialog) change).id());
  }

  private void rollBack(Exception cause) {
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
