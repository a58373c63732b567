package io.tollgate.deferred;

import io.tollgate.charging.record.Octets;
import io.tollgate.cluster.Fenced;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One table for all servers of a cluster. A message that a server takes in hand has its mark; with
 * a server that dies the mark goes to who takes over.
 */
public final class PostgresDeferredStore implements DeferredStore {

  private static final String COLUMNS =
      "id, recipient, stored, expires, content_type, body, headers, terms, debit";

  /** So long the number of all messages, for their limit, may be an old one. */
  private static final Duration COUNTED_FOR = Duration.ofSeconds(5);

  private final Fenced database;
  private final LongSupplier nanos;
  private int counted = -1;
  private long countedAt;

  /**
   * @param nanos monotonic time
   */
  public PostgresDeferredStore(Fenced database, LongSupplier nanos) {
    this.database = database;
    this.nanos = nanos;
  }

  @Override
  public void put(DeferredMessage message) throws DeferredStoreException {
    String sql =
        "INSERT INTO deferred ("
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
    change(
        sql,
        statement -> {
          statement.setString(1, message.id());
          statement.setString(2, message.recipient());
          statement.setLong(3, message.stored().toEpochMilli());
          statement.setLong(4, message.expires().toEpochMilli());
          statement.setString(5, message.contentType());
          statement.setBytes(6, message.body().bytes());
          statement.setBytes(7, octets(HeaderLines.of(message.headers())));
          statement.setBytes(8, octets(message.terms()));
          statement.setString(9, message.debit());
        });
    counted++;
  }

  @Override
  public boolean take(String id) throws DeferredStoreException {
    return change(
            "UPDATE deferred SET holder = ? WHERE id = ? AND (holder IS NULL OR holder = ?)",
            statement -> {
              statement.setLong(1, database.node());
              statement.setString(2, id);
              statement.setLong(3, database.node());
            })
        > 0;
  }

  @Override
  public void putBack(String id) throws DeferredStoreException {
    change(
        "UPDATE deferred SET holder = NULL WHERE id = ? AND holder = ?",
        statement -> {
          statement.setString(1, id);
          statement.setLong(2, database.node());
        });
  }

  @Override
  public boolean remove(String id) throws DeferredStoreException {
    int removed =
        change(
            "DELETE FROM deferred WHERE id = ? AND (holder IS NULL OR holder = ?)",
            statement -> {
              statement.setString(1, id);
              statement.setLong(2, database.node());
            });
    counted -= removed;
    return removed > 0;
  }

  @Override
  public int count() throws DeferredStoreException {
    long now = nanos.getAsLong();
    if (counted < 0 || now - countedAt > COUNTED_FOR.toNanos()) {
      counted = number("SELECT count(*) FROM deferred", statement -> {});
      countedAt = now;
    }
    return counted;
  }

  @Override
  public int countFor(String recipient) throws DeferredStoreException {
    return number(
        "SELECT count(*) FROM deferred WHERE recipient = ?",
        statement -> statement.setString(1, recipient));
  }

  @Override
  public List<DeferredMessage> waitingFor(String recipient, int most)
      throws DeferredStoreException {
    return select(
        "recipient = ? AND (holder IS NULL OR holder = ?) ORDER BY stored, id LIMIT ?",
        statement -> {
          statement.setString(1, recipient);
          statement.setLong(2, database.node());
          statement.setInt(3, most);
        });
  }

  @Override
  public List<DeferredMessage> expiredBefore(Instant now, int most) throws DeferredStoreException {
    return select(
        "expires <= ? AND (holder IS NULL OR holder = ?) ORDER BY expires LIMIT ?",
        statement -> {
          statement.setLong(1, now.toEpochMilli());
          statement.setLong(2, database.node());
          statement.setInt(3, most);
        });
  }

  @Override
  public List<DeferredMessage> inHand(int most) throws DeferredStoreException {
    return select(
        "holder = ? ORDER BY stored, id LIMIT ?",
        statement -> {
          statement.setLong(1, database.node());
          statement.setInt(2, most);
        });
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private int change(String sql, Parameters parameters) throws DeferredStoreException {
    try {
      return database.run(
          connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
              parameters.set(statement);
              return statement.executeUpdate();
            }
          });
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private int number(String sql, Parameters parameters) throws DeferredStoreException {
    try {
      return database.read(
          connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
              parameters.set(query);
              try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
              }
            }
          });
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private List<DeferredMessage> select(String where, Parameters parameters)
      throws DeferredStoreException {
    try {
      return database.read(
          connection -> {
            try (PreparedStatement query =
                connection.prepareStatement(
                    "SELECT " + COLUMNS + " FROM deferred WHERE " + where)) {
              parameters.set(query);
              List<DeferredMessage> messages = new ArrayList<>();
              try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                  messages.add(message(row));
                }
              }
              return messages;
            }
          });
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static DeferredMessage message(ResultSet row) throws SQLException {
    return new DeferredMessage(
        row.getString("id"),
        row.getString("recipient"),
        Instant.ofEpochMilli(row.getLong("stored")),
        Instant.ofEpochMilli(row.getLong("expires")),
        row.getString("content_type"),
        Octets.of(row.getBytes("body")),
        HeaderLines.read(text(row.getBytes("headers"))),
        text(row.getBytes("terms")),
        row.getString("debit"));
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  private static DeferredStoreException failed(SQLException cause) {
    return new DeferredStoreException("database: " + cause.getMessage(), cause);
  }

  /** What this server has in hand goes with its lease. */
  @Override
  public void close() {
    // The connections are the cluster's.
  }
}
