package io.tollgate.cluster;

import io.tollgate.journal.store.postgres.Batch;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which server has which conference. A row changes hands with its server's epoch ({@link
 * NodeTable#takeOver}), or by whoever claims one that nobody has.
 */
public final class ConferenceTable {

  private static final String OWNER =
      "SELECT c.node, c.state, n.place, n.lease_until > now() FROM conference c LEFT JOIN node n ON"
          + " n.id = c.node WHERE c.key = ?";

  private final Fenced database;
  private final long own;

  public ConferenceTable(Fenced database) {
    this.database = database;
    this.own = database.node();
  }

  /**
   * Whose a conference is.
   *
   * @param ours this server's
   * @param state as its server last said; empty where it has not yet
   * @param server its SIP URIs with blanks between; null if its lease is over, or it has said none
   */
  public record Owned(boolean ours, byte[] state, @Nullable String server) {}

  /**
   * One of this server's.
   *
   * @param opened which opening of it
   */
  public record Row(String key, long opened, byte[] state) {}

  /** From now on the others send what is for this server there. */
  public void reachedAt(String place) throws SQLException {
    database.run(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement("UPDATE node SET place = ? WHERE id = ?")) {
            update.setString(1, place);
            update.setLong(2, own);
            return update.executeUpdate();
          }
        });
  }

  public @Nullable Owned find(String key) throws SQLException {
    return database.read(connection -> Optional.ofNullable(owner(connection, key))).orElse(null);
  }

  /** A conference may have begun a moment ago: then its URI tells its server. */
  public @Nullable Owned server(long node) throws SQLException {
    return database
        .read(
            connection -> {
              try (PreparedStatement query =
                  connection.prepareStatement(
                      "SELECT place, lease_until > now() FROM node WHERE id = ?")) {
                query.setLong(1, node);
                try (ResultSet row = query.executeQuery()) {
                  return row.next() ? Optional.of(server(row, node)) : Optional.<Owned>empty();
                }
              }
            })
        .orElse(null);
  }

  private Owned server(ResultSet row, long node) throws SQLException {
    return new Owned(node == own, new byte[0], row.getBoolean(2) ? row.getString(1) : null);
  }

  private @Nullable Owned owner(Connection connection, String key) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OWNER)) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new Owned(
                row.getLong(1) == own, row.getBytes(2), row.getBoolean(4) ? row.getString(3) : null)
            : null;
      }
    }
  }

  /** This server has it from now on, unless one that has not been given up has it. */
  public Owned claim(String key, long opened) throws SQLException {
    return database.run(
        connection -> {
          try (PreparedStatement claim =
              connection.prepareStatement(
                  "INSERT INTO conference (key, node, opened, state) VALUES (?, ?, ?, '') ON"
                      + " CONFLICT (key) DO UPDATE SET node = excluded.node, opened ="
                      + " excluded.opened, updated = now() WHERE conference.node = excluded.node"
                      + " OR NOT EXISTS (SELECT FROM node n WHERE n.id = conference.node)")) {
            claim.setString(1, key);
            claim.setLong(2, own);
            claim.setLong(3, opened);
            claim.executeUpdate();
          }
          Owned owned = owner(connection, key);
          if (owned == null) {
            throw new SQLException("conference " + key + " was claimed, and is gone");
          }
          return owned;
        });
  }

  /**
   * What has changed of this server's, in one transaction. It need not be durable: a batch that is
   * lost is made up for by the next.
   *
   * @param brief of those that are closed, the ones whose opening was never saved
   */
  public void save(List<Row> changed, List<Row> brief, List<Row> closed) throws SQLException {
    database.run(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = off");
          }
          put(connection, brief);
          remove(connection, closed);
          put(connection, changed);
          return true;
        });
  }

  private void remove(Connection connection, List<Row> closed) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM conference WHERE key = ? AND node = ? AND opened = ?")) {
      for (Row each : closed) {
        delete.setString(1, each.key());
        delete.setLong(2, own);
        delete.setLong(3, each.opened());
        delete.addBatch();
      }
      Batch.execute(delete);
    }
  }

  private void put(Connection connection, List<Row> changed) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            "INSERT INTO conference (key, node, opened, state) VALUES (?, ?, ?, ?) ON CONFLICT (key)"
                + " DO UPDATE SET opened = excluded.opened, state = excluded.state, updated ="
                + " now() WHERE conference.node = excluded.node")) {
      for (Row each : changed) {
        put.setString(1, each.key());
        put.setLong(2, own);
        put.setLong(3, each.opened());
        put.setBytes(4, each.state());
        put.addBatch();
      }
      Batch.execute(put);
    }
  }

  /** Those of dead servers into which nobody came back. */
  public int forget(Duration after, Collection<String> running) throws SQLException {
    return database.run(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "DELETE FROM conference WHERE node = ? AND updated < now() - ? * interval '1"
                      + " millisecond' AND NOT key = ANY (?)")) {
            Array keys = connection.createArrayOf("text", running.toArray());
            delete.setLong(1, own);
            delete.setLong(2, after.toMillis());
            delete.setArray(3, keys);
            int gone = delete.executeUpdate();
            keys.free();
            return gone;
          }
        });
  }
}
