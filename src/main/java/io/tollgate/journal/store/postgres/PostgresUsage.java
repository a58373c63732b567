package io.tollgate.journal.store.postgres;

import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.usage.FormerUsage;
import io.tollgate.journal.usage.UsageRow;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The counters of a node's open sessions, in one batch for all that have changed. A batch that is
 * lost is made up for by the next: it need not be durable.
 */
public final class PostgresUsage {

  private final DataSource database;
  private final Tenure tenure;
  private final Map<Long, UsageRow> saved = new HashMap<>();

  public PostgresUsage(DataSource database, Tenure tenure) {
    this.database = database;
    this.tenure = tenure;
  }

  /** By one thread at a time. */
  public void save(Map<Long, UsageRow> rows, Instant now) throws JournalException {
    if (!tenure.isHeld()) {
      return;
    }
    Map<Long, UsageRow> changed = new HashMap<>(rows);
    changed.entrySet().removeIf(each -> each.getValue().equals(saved.get(each.getKey())));
    List<Long> closed = new ArrayList<>(saved.keySet());
    closed.removeAll(rows.keySet());
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        save(connection, changed, closed, now);
        connection.commit();
      } catch (SQLException | JournalException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw PostgresFaults.of(e);
    }
    saved.putAll(changed);
    saved.keySet().retainAll(rows.keySet());
  }

  private void save(
      Connection connection, Map<Long, UsageRow> changed, List<Long> closed, Instant now)
      throws SQLException, JournalException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL synchronous_commit = off");
    }
    try (Fence fence = new Fence(connection, tenure)) {
      fence.nameEpoch();
    }
    try (PreparedStatement alive =
        connection.prepareStatement("UPDATE alive SET until = ? WHERE node = ?")) {
      alive.setLong(1, now.toEpochMilli());
      alive.setLong(2, tenure.node());
      if (alive.executeUpdate() == 0) {
        begin(connection, now);
      }
    }
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO usage (node, key, counters) VALUES (?, ?, ?) ON CONFLICT (node, key) DO"
                + " UPDATE SET counters = excluded.counters")) {
      for (Map.Entry<Long, UsageRow> each : changed.entrySet()) {
        upsert.setLong(1, tenure.node());
        upsert.setLong(2, each.getKey());
        upsert.setBytes(3, each.getValue().octets());
        upsert.addBatch();
      }
      Batch.execute(upsert);
    }
    if (!closed.isEmpty()) {
      forget(connection, closed);
    }
  }

  private void begin(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO alive (node, until) VALUES (?, ?)")) {
      insert.setLong(1, tenure.node());
      insert.setLong(2, now.toEpochMilli());
      insert.executeUpdate();
    }
  }

  private void forget(Connection connection, List<Long> closed) throws SQLException {
    Array keys = connection.createArrayOf("bigint", closed.toArray());
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM usage WHERE node = ? AND key = ANY (?)")) {
      delete.setLong(1, tenure.node());
      delete.setArray(2, keys);
      delete.executeUpdate();
    } finally {
      keys.free();
    }
  }

  /** What a dead node has copied. */
  public static FormerUsage former(DataSource database, long node) throws JournalException {
    Map<Long, UsageRow> rows = new HashMap<>();
    Instant alive = Instant.EPOCH;
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT key, counters, until FROM usage JOIN alive USING (node) WHERE node = ?")) {
      query.setLong(1, node);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.put(row.getLong(1), UsageRow.of(row.getBytes(2)));
          alive = Instant.ofEpochMilli(row.getLong(3));
        }
      }
    } catch (SQLException e) {
      throw PostgresFaults.of(e);
    }
    return FormerUsage.of(rows, alive);
  }
}
