package io.tollgate.ledger.cdr;

import io.tollgate.files.PrivateFiles;
import io.tollgate.files.sqlite.FileOrigin;
import io.tollgate.files.sqlite.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * What is not in a closed file yet, in a database of its own: records of the file that gathers,
 * sessions that began, and what was taken before, so that a record that comes again is known. What
 * is said of one batch becomes durable together.
 */
final class CdrStore implements AutoCloseable {
  private static final int APPLICATION_ID = 0x54474344;
  private static final int VERSION = 1;
  private static final int BUSY_MILLIS = 5_000;

  static final FileOrigin ORIGIN =
      new FileOrigin(APPLICATION_ID, Set.of("file", "opened", "record", "taken", "made"));

  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE IF NOT EXISTS file (one INTEGER PRIMARY KEY CHECK (one = 1), sequence"
              + " INTEGER NOT NULL, next INTEGER NOT NULL, format TEXT NOT NULL, first INTEGER,"
              + " last INTEGER, closing INTEGER, reason TEXT)",
          "CREATE TABLE IF NOT EXISTS opened (session TEXT PRIMARY KEY, began INTEGER NOT NULL,"
              + " request INTEGER NOT NULL, response INTEGER) WITHOUT ROWID",
          "CREATE TABLE IF NOT EXISTS record (number INTEGER PRIMARY KEY, body BLOB NOT NULL)",
          "CREATE TABLE IF NOT EXISTS taken (key TEXT PRIMARY KEY, session TEXT NOT NULL, at"
              + " INTEGER NOT NULL) WITHOUT ROWID",
          "CREATE INDEX IF NOT EXISTS taken_at ON taken (at)",
          "CREATE TABLE IF NOT EXISTS made (sequence INTEGER PRIMARY KEY, name TEXT NOT NULL,"
              + " closed INTEGER NOT NULL, pushed INTEGER NOT NULL)");

  /**
   * The file that gathers.
   *
   * @param next number of the next record
   * @param first when its first record came; null while it is empty
   * @param closing since when it is being closed; null while it gathers
   */
  record Current(
      long sequence,
      long next,
      CdrFormat format,
      @Nullable Instant first,
      @Nullable Instant last,
      @Nullable Instant closing,
      FileHeader.@Nullable Reason reason) {}

  /** A file that is closed. */
  record Made(long sequence, String name, Instant closed, boolean pushed) {}

  private final Connection connection;
  private final PreparedStatement open;
  private final PreparedStatement take;
  private final PreparedStatement append;
  private final PreparedStatement forgetOpen;

  private CdrStore(Connection connection) throws SQLException {
    this.connection = connection;
    open = connection.prepareStatement("INSERT OR IGNORE INTO opened VALUES (?,?,?,?)");
    take = connection.prepareStatement("INSERT OR IGNORE INTO taken VALUES (?,?,?)");
    append = connection.prepareStatement("INSERT INTO record VALUES (?,?)");
    forgetOpen = connection.prepareStatement("DELETE FROM opened WHERE session = ?");
  }

  static CdrStore open(Path path, CdrFormat format) throws SQLException {
    try {
      PrivateFiles.makeFile(path);
    } catch (IOException e) {
      throw new SQLException("it cannot be made: " + e, e);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    Connection connection = config.createConnection("jdbc:sqlite:" + path);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA secure_delete = ON");
      try (ResultSet version = statement.executeQuery("PRAGMA user_version")) {
        if (version.getInt(1) > VERSION) {
          throw new SQLException("it is of a newer version");
        }
      }
      for (String each : SCHEMA) {
        statement.execute(each);
      }
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      statement.execute("PRAGMA user_version = " + VERSION);
      connection.setAutoCommit(false);
      try (PreparedStatement first =
          connection.prepareStatement(
              "INSERT OR IGNORE INTO file VALUES (1,1,1,?,NULL,NULL,NULL,NULL)")) {
        first.setString(1, format.name());
        first.executeUpdate();
      }
      connection.commit();
      return new CdrStore(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  // --- one batch

  void opened(String session, Cdr.Opening opening) throws SQLException {
    open.setString(1, session);
    open.setLong(2, opening.at().toEpochMilli());
    open.setLong(3, opening.request().toEpochMilli());
    if (opening.response() == null) {
      open.setNull(4, Types.INTEGER);
    } else {
      open.setLong(4, opening.response().toEpochMilli());
    }
    open.executeUpdate();
  }

  Cdr.@Nullable Opening opening(String session) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT began, request, response FROM opened WHERE session = ?")) {
      query.setString(1, session);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        long response = row.getLong(3);
        return new Cdr.Opening(
            Instant.ofEpochMilli(row.getLong(1)),
            Instant.ofEpochMilli(row.getLong(2)),
            row.wasNull() ? null : Instant.ofEpochMilli(response));
      }
    }
  }

  /**
   * @return false if it was taken before
   */
  boolean take(String key, String session, Instant now) throws SQLException {
    take.setString(1, key);
    take.setString(2, session);
    take.setLong(3, now.toEpochMilli());
    return take.executeUpdate() == 1;
  }

  boolean isTaken(String key) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM taken WHERE key = ?")) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  void append(long number, byte[] body, String session) throws SQLException {
    append.setLong(1, number);
    append.setBytes(2, body);
    append.executeUpdate();
    forgetOpen.setString(1, session);
    forgetOpen.executeUpdate();
  }

  /** Where the file that gathers has come to. */
  void save(Current current) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE file SET sequence = ?, next = ?, format = ?, first = ?, last = ?, closing = ?,"
                + " reason = ?")) {
      update.setLong(1, current.sequence());
      update.setLong(2, current.next());
      update.setString(3, current.format().name());
      update.setObject(4, millis(current.first()));
      update.setObject(5, millis(current.last()));
      update.setObject(6, millis(current.closing()));
      update.setString(7, current.reason() == null ? null : current.reason().name());
      update.executeUpdate();
    }
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  /** The file is in its place: its records go, and the next one gathers. */
  void made(Made made, Current next) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement("INSERT OR REPLACE INTO made VALUES (?,?,?,0)");
        Statement delete = connection.createStatement()) {
      insert.setLong(1, made.sequence());
      insert.setString(2, made.name());
      insert.setLong(3, made.closed().toEpochMilli());
      insert.executeUpdate();
      delete.executeUpdate("DELETE FROM record");
    }
    save(next);
  }

  /** Writes and leaves nothing behind. */
  void probe(Instant now) throws SQLException {
    take("", "", now);
    forget(new Taken("", ""));
    commit();
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollBack() {
    Transaction.abandon(connection);
  }

  // --- what there is

  Current current() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sequence, next, format, first, last, closing, reason FROM file")) {
      String reason = row.getString(7);
      return new Current(
          row.getLong(1),
          row.getLong(2),
          CdrFormat.valueOf(row.getString(3)),
          time(row, 4),
          time(row, 5),
          time(row, 6),
          reason == null ? null : FileHeader.Reason.valueOf(reason));
    }
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  /** Records and octets of the file that gathers. */
  long[] gathered() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*), coalesce(sum(length(body)), 0) FROM record")) {
      return new long[] {row.getLong(1), row.getLong(2)};
    }
  }

  /** Takes a record where it is to go. */
  interface Sink {
    void accept(byte[] body) throws IOException;
  }

  void records(Sink sink) throws SQLException, IOException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT body FROM record ORDER BY number")) {
      while (row.next()) {
        sink.accept(row.getBytes(1));
      }
    }
  }

  // --- files that are closed

  List<Made> made() throws SQLException {
    List<Made> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT sequence, name, closed, pushed FROM made ORDER BY sequence")) {
      while (row.next()) {
        all.add(
            new Made(
                row.getLong(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getInt(4) != 0));
      }
    }
    return all;
  }

  /** The oldest file that the command has not taken, of those closed later. */
  @Nullable Made unpushed(Instant closedAfter) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT sequence, name, closed FROM made WHERE pushed = 0 AND closed > ?"
                + " ORDER BY sequence LIMIT 1")) {
      query.setLong(1, closedAfter.toEpochMilli());
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new Made(
                row.getLong(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)), false)
            : null;
      }
    }
  }

  void pushed(long sequence) throws SQLException {
    change("UPDATE made SET pushed = 1 WHERE sequence = ?", sequence);
  }

  void gone(long sequence) throws SQLException {
    change("DELETE FROM made WHERE sequence = ?", sequence);
  }

  private void change(String sql, long sequence) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, sequence);
      statement.executeUpdate();
    }
  }

  // --- what is known of records that were taken

  /**
   * What makes a record known again.
   *
   * @param key of the record
   */
  record Taken(String key, String session) {}

  /** What was taken before a time, the oldest first. */
  List<Taken> takenBefore(Instant time, int most) throws SQLException {
    List<Taken> found = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT key, session FROM taken WHERE at < ? ORDER BY at LIMIT ?")) {
      query.setLong(1, time.toEpochMilli());
      query.setInt(2, most);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(new Taken(row.getString(1), row.getString(2)));
        }
      }
    }
    return found;
  }

  void forget(Taken taken) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM taken WHERE key = ?")) {
      delete.setString(1, taken.key());
      delete.executeUpdate();
    }
  }

  /** It is looked at again later. */
  void renew(Taken taken, Instant now) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE taken SET at = ? WHERE key = ?")) {
      update.setLong(1, now.toEpochMilli());
      update.setString(2, taken.key());
      update.executeUpdate();
    }
  }

  void forgetOpened(Instant before) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM opened WHERE began < ?")) {
      delete.setLong(1, before.toEpochMilli());
      delete.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
