package io.tollgate.deferred;

import io.tollgate.charging.record.Octets;
import io.tollgate.files.PrivateFiles;
import io.tollgate.files.sqlite.DamagedFile;
import io.tollgate.files.sqlite.FileOrigin;
import io.tollgate.files.sqlite.ReadableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** One table in a file of its own, beside the journal. */
public final class SqliteDeferredStore implements DeferredStore {
  /** "TGDM": what the header of a file of deferred messages has. */
  private static final int APPLICATION_ID = 0x5447444d;

  public static final FileOrigin ORIGIN = new FileOrigin(APPLICATION_ID, Set.of("deferred"));

  private static final Logger LOG = LogManager.getLogger(SqliteDeferredStore.class);
  private static final String COLUMNS =
      "id, recipient, stored, expires, content_type, body, headers, terms, debit";

  private final Path file;
  private final Connection connection;
  private final boolean afterDamage;

  private SqliteDeferredStore(Path file, Connection connection, boolean afterDamage) {
    this.file = file;
    this.connection = connection;
    this.afterDamage = afterDamage;
  }

  /** Opens the file; a damaged one is kept aside, after what can be read of it was copied. */
  public static SqliteDeferredStore open(Path file) throws DeferredStoreException {
    try {
      return openWhole(file, false);
    } catch (SQLException e) {
      if (!isDamage(e)) {
        throw new DeferredStoreException(file + ": " + e.getMessage(), e);
      }
    }
    try {
      return afterDamage(file);
    } catch (SQLException | IOException e) {
      throw new DeferredStoreException(file + ": damaged, and not replaced: " + e.getMessage(), e);
    }
  }

  /** Whether the former file was damaged, and this is a new one with what could be read of it. */
  public boolean isAfterDamage() {
    return afterDamage;
  }

  private static SqliteDeferredStore openWhole(Path file, boolean afterDamage) throws SQLException {
    try {
      PrivateFiles.makeFile(file);
    } catch (IOException e) {
      throw new SQLException("it cannot be made: " + e, e);
    }
    Connection connection = connect(file);
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
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      checkSoundness(statement);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return new SqliteDeferredStore(file, connection, afterDamage);
  }

  /** The store is small: damage is better found now than when a message is fetched. */
  private static void checkSoundness(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (!result.next() || !"ok".equals(result.getString(1))) {
        throw new SQLException(
            "quick_check: " + result.getString(1), "", SQLiteErrorCode.SQLITE_CORRUPT.code);
      }
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5_000);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  private static boolean isDamage(SQLException e) {
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
    return code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
  }

  private static SqliteDeferredStore afterDamage(Path file) throws SQLException, IOException {
    Path damaged = DamagedFile.setAside(file, System.currentTimeMillis());
    SqliteDeferredStore fresh = openWhole(file, true);
    long saved = salvage(damaged, fresh);
    if (saved == 0) {
      Path empty = damaged.resolveSibling(damaged.getFileName() + ".empty");
      openWhole(empty, true).connection.close();
      Path copy = DamagedFile.copyWithFirstPage(damaged, empty);
      saved = salvage(copy, fresh);
      DamagedFile.deleteCopy(copy);
      DamagedFile.deleteCopy(empty);
    }
    LOG.error(
        "ALARM DEFERRED_DAMAGED: {} was damaged and is now {}; {} messages of it were saved",
        file,
        damaged.getFileName(),
        saved);
    return fresh;
  }

  private static long salvage(Path damaged, SqliteDeferredStore fresh) throws SQLException {
    try (Connection old = connect(damaged)) {
      return new ReadableRows(old, "deferred", List.of("id", "recipient, stored", "expires"))
          .readInto(row -> fresh.insert(message(row)))
          .read();
    } catch (SQLException e) {
      if (isDamage(e)) {
        return 0;
      }
      throw e;
    }
  }

  @Override
  public void put(DeferredMessage message) throws DeferredStoreException {
    try {
      insert(message);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void insert(DeferredMessage message) throws SQLException {
    String sql = "INSERT OR REPLACE INTO deferred (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, message.id());
      insert.setString(2, message.recipient());
      insert.setLong(3, message.stored().toEpochMilli());
      insert.setLong(4, message.expires().toEpochMilli());
      insert.setString(5, message.contentType());
      insert.setBytes(6, message.body().bytes());
      insert.setString(7, HeaderLines.of(message.headers()));
      insert.setString(8, message.terms());
      insert.setString(9, message.debit());
      insert.executeUpdate();
    }
  }

  /** Nobody else has this file. */
  @Override
  public boolean take(String id) throws DeferredStoreException {
    return number("SELECT count(*) FROM deferred WHERE id = ?", id) > 0;
  }

  @Override
  public void putBack(String id) {
    // It never went away.
  }

  /** What a former process had in hand waits for the next registration. */
  @Override
  public List<DeferredMessage> inHand(int most) {
    return List.of();
  }

  @Override
  public boolean remove(String id) throws DeferredStoreException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM deferred WHERE id = ?")) {
      delete.setString(1, id);
      return delete.executeUpdate() > 0;
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
          messages.add(message(row));
        }
      }
      return messages;
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
        HeaderLines.read(row.getString("headers")),
        row.getString("terms"),
        row.getString("debit"));
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
