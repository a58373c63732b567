package io.tollgate.deferred;

import io.tollgate.charging.record.Octets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/** One table in a file of its own, beside the journal. */
public final class SqliteDeferredStore implements DeferredStore {
  private static final String COLUMNS =
      "id, recipient, stored, expires, content_type, body, headers, terms, debit";

  private final Path file;
  private final Connection connection;

  private SqliteDeferredStore(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  public static SqliteDeferredStore open(Path file) throws DeferredStoreException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5_000);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute(
            "CREATE TABLE IF NOT EXISTS deferred (id TEXT PRIMARY KEY, recipient TEXT NOT NULL,"
                + " stored INTEGER NOT NULL, expires INTEGER NOT NULL, content_type TEXT NOT NULL,"
                + " body BLOB NOT NULL, headers TEXT NOT NULL, terms TEXT NOT NULL,"
                + " debit TEXT NOT NULL)");
        statement.execute(
            "CREATE INDEX IF NOT EXISTS deferred_recipient ON deferred (recipient, stored)");
        statement.execute("CREATE INDEX IF NOT EXISTS deferred_expires ON deferred (expires)");
      }
      return new SqliteDeferredStore(file, connection);
    } catch (SQLException e) {
      throw new DeferredStoreException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void put(DeferredMessage message) throws DeferredStoreException {
    String sql = "INSERT OR REPLACE INTO deferred (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, message.id());
      insert.setString(2, message.recipient());
      insert.setLong(3, message.stored().toEpochMilli());
      insert.setLong(4, message.expires().toEpochMilli());
      insert.setString(5, message.contentType());
      insert.setBytes(6, message.body().bytes());
      insert.setString(7, lines(message.headers()));
      insert.setString(8, message.terms());
      insert.setString(9, message.debit());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void remove(String id) throws DeferredStoreException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM deferred WHERE id = ?")) {
      delete.setString(1, id);
      delete.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public int count() throws DeferredStoreException {
    return number("SELECT count(*) FROM deferred WHERE ? = ''", "");
  }

  @Override
  public int countFor(String recipient) throws DeferredStoreException {
    return number("SELECT count(*) FROM deferred WHERE recipient = ?", recipient);
  }

  @Override
  public List<DeferredMessage> waitingFor(String recipient, int most)
      throws DeferredStoreException {
    return select("recipient = ? ORDER BY stored, rowid", recipient, most);
  }

  @Override
  public List<DeferredMessage> expiredBefore(Instant now, int most) throws DeferredStoreException {
    return select("expires <= ? ORDER BY expires", now.toEpochMilli(), most);
  }

  private int number(String sql, String parameter) throws DeferredStoreException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, parameter);
      try (ResultSet result = query.executeQuery()) {
        return result.getInt(1);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private List<DeferredMessage> select(String where, Object parameter, int most)
      throws DeferredStoreException {
    String sql = "SELECT " + COLUMNS + " FROM deferred WHERE " + where + " LIMIT " + most;
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, parameter);
      List<DeferredMessage> messages = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          messages.add(
              new DeferredMessage(
                  row.getString(1),
                  row.getString(2),
                  Instant.ofEpochMilli(row.getLong(3)),
                  Instant.ofEpochMilli(row.getLong(4)),
                  row.getString(5),
                  Octets.of(row.getBytes(6)),
                  headers(row.getString(7)),
                  row.getString(8),
                  row.getString(9)));
        }
      }
      return messages;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** SIP header values hold no line breaks, so a line each is enough. */
  private static String lines(Map<String, String> headers) {
    StringBuilder text = new StringBuilder();
    headers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return text.toString();
  }

  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              headers.put(line.substring(0, colon), line.substring(colon + 1));
            });
    return headers;
  }

  private DeferredStoreException failed(SQLException cause) {
    return new DeferredStoreException(file + ": " + cause.getMessage(), cause);
  }

  @Override
  public void close() throws DeferredStoreException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
