package io.tollgate.cluster;

import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.postgres.Fence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows of the nodes. Whether a lease is over is for the database's clock alone to say. */
final class NodeTable {

  /** A node whose lease is over. */
  record Expired(long id, String name, long epoch) {}

  private static final int SECONDS_TO_LOOK = 5;

  private static final String LEASE = "now() + ? * interval '1 millisecond'";

  private final DataSource database;
  private final Duration lease;

  NodeTable(DataSource database, Duration lease) {
    this.database = database;
    this.lease = lease;
  }

  /** A new life of a server. */
  void join(long id, String name) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO node (id, name, epoch, holder, lease_until) VALUES (?, ?, 1, ?, "
                    + LEASE
                    + ")")) {
      insert.setLong(1, id);
      insert.setString(2, name);
      insert.setLong(3, id);
      insert.setLong(4, lease.toMillis());
      insert.executeUpdate();
    }
  }

  /**
   * @return false if another has taken over
   */
  boolean renew(long id, long epoch) throws SQLException {
    return renew(id, epoch, lease.toMillis(), null);
  }

  /** The same for a node that says of itself how it is. */
  boolean renew(long id, long epoch, String state) throws SQLException {
    return renew(id, epoch, lease.toMillis(), state);
  }

  /** Its lease is over at once: others may take over what it leaves. */
  void release(long id, long epoch) throws SQLException {
    renew(id, epoch, -1, null);
  }

  private boolean renew(long id, long epoch, long millis, @Nullable String state)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE node SET lease_until = "
                    + LEASE
                    + ", state = coalesce(?, state) WHERE id = ? AND epoch = ?")) {
      update.setLong(1, millis);
      update.setString(2, state);
      update.setLong(3, id);
      update.setLong(4, epoch);
      return update.executeUpdate() > 0;
    }
  }

  /** Those that were silent longest come first. */
  List<Expired> expired(int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT id, name, epoch FROM node WHERE lease_until < now() ORDER BY lease_until"
                    + " LIMIT ?")) {
      query.setInt(1, limit);
      List<Expired> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(new Expired(row.getLong(1), row.getString(2), row.getLong(3)));
        }
      }
      return found;
    }
  }

  /**
   * How long until the next lease will be over, if nobody renews it.
   *
   * @param most where that takes longer
   */
  Duration untilNextExpires(Duration most) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT ceil(extract(epoch FROM min(lease_until) - now()) * 1000)::bigint FROM node"
                    + " WHERE lease_until >= now()");
        ResultSet row = query.executeQuery()) {
      row.next();
      long millis = row.getLong(1);
      Duration left = Duration.ofMillis(millis + 1);
      return row.wasNull() || left.compareTo(most) > 0 ? most : left;
    }
  }

  /** All there are, up to so many, by name. */
  List<NodeStatus> all(int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT id, name, epoch, holder, state,"
                    + " (extract(epoch FROM lease_until - now()) * 1000)::bigint, started,"
                    + " (SELECT count(*) FROM open_session WHERE open_session.node = n.id),"
                    + " (SELECT count(*) FROM pending WHERE pending.node = n.id)"
                    + " FROM node AS n ORDER BY name, id LIMIT ?")) {
      query.setQueryTimeout(SECONDS_TO_LOOK);
      query.setInt(1, limit);
      List<NodeStatus> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new NodeStatus(
                  row.getLong(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getString(5),
                  Duration.ofMillis(row.getLong(6)),
                  row.getTimestamp(7).toInstant(),
                  row.getLong(8),
                  row.getLong(9)));
        }
      }
      return found;
    }
  }

  /**
   * Takes over the node in one statement, if its lease is still over; its conferences and the
   * messages that it had in hand go with it.
   *
   * @return its new epoch; nothing if somebody was faster, or it has come back
   */
  OptionalLong takeOver(Expired dead, Lease own) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return inTransaction(
          connection,
          () -> {
            nameEpoch(connection, own);
            try (PreparedStatement update =
                connection.prepareStatement(
                    "UPDATE node SET epoch = epoch + 1, holder = ?, lease_until = "
                        + LEASE
                        + " WHERE id = ? AND epoch = ? AND lease_until < now() RETURNING epoch")) {
              update.setLong(1, own.node());
              update.setLong(2, lease.toMillis());
              update.setLong(3, dead.id());
              update.setLong(4, dead.epoch());
              try (ResultSet row = update.executeQuery()) {
                if (!row.next()) {
                  return OptionalLong.empty();
                }
                long epoch = row.getLong(1);
                inherit(connection, dead.id(), own.node());
                return OptionalLong.of(epoch);
              }
            }
          });
    }
  }

  private static void inherit(Connection connection, long dead, long heir) throws SQLException {
    try (PreparedStatement conferences =
            connection.prepareStatement(
                "UPDATE conference SET node = ?, updated = now() WHERE node = ?");
        PreparedStatement messages =
            connection.prepareStatement("UPDATE deferred SET holder = ? WHERE holder = ?")) {
      conferences.setLong(1, heir);
      conferences.setLong(2, dead);
      conferences.executeUpdate();
      messages.setLong(1, heir);
      messages.setLong(2, dead);
      messages.executeUpdate();
    }
  }

  /**
   * A node that owes nothing any more is forgotten; its dead letters go over to who settled it.
   *
   * @param ids of the holder's for them
   * @return false if it owes something after all
   */
  boolean retire(Lease settled, Lease own, LongSupplier ids) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return inTransaction(
          connection,
          () -> {
            nameEpoch(connection, own);
            nameEpoch(connection, settled);
            for (long letter : letters(connection, settled.node())) {
              move(connection, settled.node(), letter, own.node(), ids.getAsLong());
            }
            try (PreparedStatement delete =
                connection.prepareStatement(
                    "DELETE FROM node AS n WHERE n.id = ? AND n.epoch = ? AND NOT EXISTS (SELECT"
                        + " FROM pending WHERE pending.node = n.id) AND NOT EXISTS (SELECT FROM"
                        + " open_session WHERE open_session.node = n.id)")) {
              delete.setLong(1, settled.node());
              delete.setLong(2, settled.epoch());
              boolean retired = delete.executeUpdate() > 0;
              if (retired) {
                forget(connection, settled.node());
              }
              return retired;
            }
          });
    }
  }

  private static void forget(Connection connection, long node) throws SQLException {
    for (String table : List.of("usage", "alive", "session")) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE node = ?")) {
        delete.setLong(1, node);
        delete.executeUpdate();
      }
    }
  }

  private static List<Long> letters(Connection connection, long node) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT id FROM dead_letter WHERE node = ? ORDER BY id")) {
      query.setLong(1, node);
      List<Long> ids = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong(1));
        }
      }
      return ids;
    }
  }

  private static void move(Connection connection, long from, long id, long to, long newId)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE dead_letter SET node = ?, id = ? WHERE node = ? AND id = ?")) {
      update.setLong(1, to);
      update.setLong(2, newId);
      update.setLong(3, from);
      update.setLong(4, id);
      update.executeUpdate();
    }
  }

  static void nameEpoch(Connection connection, Lease lease) throws SQLException {
    try (Fence fence = new Fence(connection, lease)) {
      fence.nameEpoch();
    } catch (JournalException e) {
      throw new SQLException(e.getMessage(), e);
    }
  }

  interface Work<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  static <T extends @Nullable Object> T inTransaction(Connection connection, Work<T> work)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }
}
