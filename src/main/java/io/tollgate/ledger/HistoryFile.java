package io.tollgate.ledger;

import io.tollgate.files.PrivateFiles;
import io.tollgate.files.sqlite.DamagedFile;
import io.tollgate.files.sqlite.FileOrigin;
import io.tollgate.files.sqlite.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** The history on disk, as its one writer has it. Confined to the ledger's thread. */
final class HistoryFile implements AutoCloseable {
  /** "TGHI": what the header of a history file has. */
  private static final int APPLICATION_ID = 0x54474849;

  static final FileOrigin ORIGIN = new FileOrigin(APPLICATION_ID, Set.of("session", "detail"));

  private static final Logger LOG = LogManager.getLogger(HistoryFile.class);
  private static final int VERSION = 2;
  private static final int BUSY_MILLIS = 5_000;

  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE IF NOT EXISTS session (id INTEGER PRIMARY KEY, began INTEGER NOT NULL,"
              + " ended INTEGER, profile TEXT NOT NULL, kind TEXT NOT NULL, function TEXT NOT NULL,"
              + " role TEXT NOT NULL, type TEXT NOT NULL, payer TEXT NOT NULL, caller TEXT NOT"
              + " NULL, callee TEXT NOT NULL, group_name TEXT, icid TEXT NOT NULL, call_id TEXT NOT"
              + " NULL, outgoing_call_id TEXT, conversation_id TEXT, offline_id TEXT, online_id"
              + " TEXT, outcome TEXT NOT NULL, status INTEGER NOT NULL, cause INTEGER, reason TEXT,"
              + " sent INTEGER NOT NULL, exploded INTEGER NOT NULL, sent_ok INTEGER NOT NULL,"
              + " exploded_ok INTEGER NOT NULL, octets_in INTEGER NOT NULL, octets_out INTEGER NOT"
              + " NULL, seconds INTEGER NOT NULL, participants INTEGER NOT NULL, balance INTEGER"
              + " NOT NULL, difference TEXT, steps INTEGER NOT NULL, uncharged TEXT, blind INTEGER"
              + " NOT NULL)",
          "CREATE INDEX IF NOT EXISTS session_began ON session (began)",
          "CREATE INDEX IF NOT EXISTS session_icid ON session (icid)",
          "CREATE INDEX IF NOT EXISTS session_call ON session (call_id)",
          "CREATE INDEX IF NOT EXISTS session_outgoing ON session (outgoing_call_id)"
              + " WHERE outgoing_call_id IS NOT NULL",
          "CREATE INDEX IF NOT EXISTS session_kind ON session (kind)",
          "CREATE INDEX IF NOT EXISTS session_outcome ON session (outcome)",
          "CREATE INDEX IF NOT EXISTS session_balance ON session (balance) WHERE balance <> 1",
          "CREATE TABLE IF NOT EXISTS party (identity TEXT NOT NULL, session INTEGER NOT NULL,"
              + " PRIMARY KEY (identity, session)) WITHOUT ROWID",
          "CREATE TABLE IF NOT EXISTS charging (id TEXT PRIMARY KEY, session INTEGER NOT NULL)"
              + " WITHOUT ROWID",
          "CREATE TABLE IF NOT EXISTS detail (session INTEGER PRIMARY KEY, parties TEXT NOT NULL,"
              + " requests TEXT NOT NULL, steps TEXT NOT NULL, usage TEXT NOT NULL)");

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "began",
          "ended",
          "profile",
          "kind",
          "function",
          "role",
          "type",
          "payer",
          "caller",
          "callee",
          "group_name",
          "icid",
          "call_id",
          "outgoing_call_id",
          "conversation_id",
          "offline_id",
          "online_id",
          "outcome",
          "status",
          "cause",
          "reason",
          "sent",
          "exploded",
          "sent_ok",
          "exploded_ok",
          "octets_in",
          "octets_out",
          "seconds",
          "participants",
          "balance",
          "difference",
          "steps",
          "uncharged",
          "blind");

  private final Connection connection;
  private final boolean afterDamage;
  private final Rows rows;
  private final PreparedStatement saveSession;
  private final PreparedStatement saveParty;
  private final PreparedStatement saveCharging;
  private final PreparedStatement saveDetail;

  private HistoryFile(Connection connection, boolean afterDamage) throws SQLException {
    this.connection = connection;
    this.afterDamage = afterDamage;
    this.rows = new Rows(connection);
    saveSession = connection.prepareStatement(saveSessionSql());
    saveParty = connection.prepareStatement("INSERT OR IGNORE INTO party VALUES (?,?)");
    saveCharging = connection.prepareStatement("INSERT OR IGNORE INTO charging VALUES (?,?)");
    saveDetail = connection.prepareStatement("INSERT OR REPLACE INTO detail VALUES (?,?,?,?,?)");
  }

  /** Only what changed of a row that is there is changed in the indexes. */
  private static String saveSessionSql() {
    return "INSERT INTO session ("
        + String.join(", ", COLUMNS)
        + ") VALUES ("
        + "?,".repeat(COLUMNS.size() - 1)
        + "?) ON CONFLICT (id) DO UPDATE SET "
        + COLUMNS.stream()
            .skip(1)
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
  }

  /**
   * Opens the file, which its process has for itself. A damaged one is kept aside, and history
   * begins anew: it explains what was charged, and is not what is charged.
   */
  static HistoryFile open(Path file) throws SQLException {
    try {
      return openWhole(file, false);
    } catch (SQLException e) {
      if (!isDamage(e)) {
        throw e;
      }
    }
    try {
      Path damaged = DamagedFile.setAside(file, System.currentTimeMillis());
      LOG.error(
          "ALARM HISTORY_DAMAGED: {} was damaged and is now {}; history begins anew",
          file,
          damaged.getFileName());
      return openWhole(file, true);
    } catch (IOException e) {
      throw new SQLException(file + ": damaged, and not replaced: " + e, e);
    }
  }

  private static HistoryFile openWhole(Path file, boolean afterDamage) throws SQLException {
    try {
      PrivateFiles.makeFile(file);
    } catch (IOException e) {
      throw new SQLException("it cannot be made: " + e, e);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      // Only a file without tables can be told to shrink by pages.
      statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = NORMAL");
      statement.execute("PRAGMA secure_delete = ON");
      checkVersion(statement);
      for (String each : SCHEMA) {
        statement.execute(each);
      }
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      statement.execute("PRAGMA user_version = " + VERSION);
      connection.setAutoCommit(false);
      return new HistoryFile(connection, afterDamage);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether it is a new one, as the former was damaged. */
  boolean isAfterDamage() {
    return afterDamage;
  }

  private static void checkVersion(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("PRAGMA user_version")) {
      if (result.getInt(1) > VERSION) {
        throw new SQLException(
            "it is of a newer version (%d; expected: up to %d)"
                .formatted(result.getInt(1), VERSION));
      }
    }
  }

  static boolean isDamage(SQLException e) {
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
    return code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
  }

  long lastId() throws SQLException {
    return number("SELECT coalesce(max(id), 0) FROM session");
  }

  long different() throws SQLException {
    return number("SELECT count(*) FROM session WHERE balance = 2");
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.getLong(1);
    }
  }

  // --- one batch

  void save(Book book) throws SQLException {
    saveRow(book.row(), book.kept());
    for (String identity : book.unsavedParties()) {
      saveParty.setString(1, identity);
      saveParty.setLong(2, book.id());
      saveParty.executeUpdate();
    }
    for (String session : book.unsavedChargingSessions()) {
      saveCharging.setString(1, session);
      saveCharging.setLong(2, book.id());
      saveCharging.executeUpdate();
    }
    saveDetail.setLong(1, book.id());
    saveDetail.setString(2, DetailText.parties(book.parties()));
    saveDetail.setString(3, DetailText.requests(book.requests()));
    saveDetail.setString(4, DetailText.steps(book.steps()));
    saveDetail.setString(5, DetailText.usage(book.usage()));
    saveDetail.executeUpdate();
  }

  private void saveRow(SessionRow row, Book.Kept kept) throws SQLException {
    new Binding(saveSession)
        .number(row.id())
        .time(row.began())
        .time(row.ended())
        .word(row.service().profile())
        .word(row.service().kind())
        .word(row.service().function())
        .word(row.service().role())
        .word(row.service().type())
        .text(row.who().payer())
        .text(row.who().caller())
        .text(row.who().callee())
        .text(row.who().group())
        .text(row.ids().icid())
        .text(row.ids().callId())
        .text(row.ids().outgoingCallId())
        .text(row.ids().conversationId())
        .text(row.ids().offline())
        .text(row.ids().online())
        .word(row.end().outcome())
        .number(row.end().status())
        .maybe(row.end().cause())
        .text(row.end().reason())
        .number(row.counters().sent())
        .number(row.counters().exploded())
        .number(row.counters().successfullySent())
        .number(row.counters().successfullyExploded())
        .number(row.counters().octetsIn())
        .number(row.counters().octetsOut())
        .number(row.seconds())
        .number(row.participants())
        .number(row.balance().ordinal())
        .text(row.difference())
        .number(kept.steps())
        .text(kept.uncharged().text())
        .number(kept.blind() ? 1 : 0);
    saveSession.executeUpdate();
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollBack() {
    Transaction.abandon(connection);
  }

  // --- what was kept before

  Optional<Book> load(long id, UnaryOperator<String> text) throws SQLException {
    Optional<SessionStory> story = rows.story(id);
    if (story.isEmpty()) {
      return Optional.empty();
    }
    try (PreparedStatement query =
        connection.prepareStatement("SELECT steps, uncharged, blind FROM session WHERE id = ?")) {
      query.setLong(1, id);
      try (ResultSet row = query.executeQuery()) {
        Book.Kept kept =
            new Book.Kept(row.getLong(1), Uncharged.of(row.getString(2)), row.getInt(3) != 0);
        return Optional.of(new Book(story.get(), rows.parties(id), kept, text));
      }
    }
  }

  /** The session that has this charging session. */
  @Nullable Long sessionOf(String chargingSession) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT session FROM charging WHERE id = ?")) {
      query.setString(1, chargingSession);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : null;
      }
    }
  }

  /** Sessions that a former process left open. */
  List<Long> open() throws SQLException {
    return ids("SELECT id FROM session WHERE balance = 0 AND ended IS NULL LIMIT ?", 1_000_000);
  }

  /** Sessions that were over by then and are not reconciled. */
  List<Long> due(Instant endedBefore, int most) throws SQLException {
    return ids(
        "SELECT id FROM session WHERE balance = 0 AND ended <= ? LIMIT ?",
        endedBefore.toEpochMilli(),
        most);
  }

  /** Those that do not add up, the newest first. */
  List<Long> differentOnes(int most) throws SQLException {
    return ids("SELECT id FROM session WHERE balance = 2 ORDER BY id DESC LIMIT ?", most);
  }

  private List<Long> ids(String sql, long... parameters) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setLong(i + 1, parameters[i]);
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong(1));
        }
      }
    }
    return ids;
  }

  // --- what goes

  /**
   * The oldest go: those that began before the time.
   *
   * @return how many
   */
  int purge(Instant before, int most) throws SQLException {
    return delete(
        ids(
            "SELECT id FROM session WHERE began < ? AND ended IS NOT NULL ORDER BY began LIMIT ?",
            before.toEpochMilli(),
            most));
  }

  int purgeOldest(int most) throws SQLException {
    return delete(ids("SELECT id FROM session WHERE ended IS NOT NULL ORDER BY id LIMIT ?", most));
  }

  private int delete(Collection<Long> ids) throws SQLException {
    try (PreparedStatement party =
            connection.prepareStatement("DELETE FROM party WHERE identity = ? AND session = ?");
        PreparedStatement charging =
            connection.prepareStatement("DELETE FROM charging WHERE id = ?");
        PreparedStatement detail =
            connection.prepareStatement("DELETE FROM detail WHERE session = ?");
        PreparedStatement session =
            connection.prepareStatement("DELETE FROM session WHERE id = ?")) {
      for (long id : ids) {
        for (String identity : rows.parties(id)) {
          party.setString(1, identity);
          party.setLong(2, id);
          party.executeUpdate();
        }
        for (String each : rows.chargingSessions(id)) {
          charging.setString(1, each);
          charging.executeUpdate();
        }
        detail.setLong(1, id);
        detail.executeUpdate();
        session.setLong(1, id);
        session.executeUpdate();
      }
    }
    return ids.size();
  }

  /** Octets in use, without pages that are free. */
  long size() throws SQLException {
    return (number("PRAGMA page_count") - number("PRAGMA freelist_count"))
        * number("PRAGMA page_size");
  }

  /** Gives free pages back to the disk; outside of a batch. */
  void shrink() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA incremental_vacuum(2000)");
    }
    commit();
  }

  /**
   * The identity is found nowhere any more.
   *
   * @return how many sessions it took part in
   */
  int forget(String identity) throws SQLException {
    int sessions;
    for (String column : List.of("payer", "caller", "callee")) {
      try (PreparedStatement erase =
          connection.prepareStatement(
              "UPDATE session SET %s = ? WHERE %s = ? AND id IN (SELECT session FROM party WHERE identity = ?)"
                  .formatted(column, column))) {
        erase.setString(1, Identities.ERASED);
        erase.setString(2, identity);
        erase.setString(3, identity);
        erase.executeUpdate();
      }
    }
    forgetParty(identity);
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM party WHERE identity = ?")) {
      delete.setString(1, identity);
      sessions = delete.executeUpdate();
    }
    commit();
    try (Statement statement = connection.createStatement()) {
      // What was written before must not stay in the log.
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    commit();
    return sessions;
  }

  private void forgetParty(String identity) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("SELECT session FROM party WHERE identity = ?")) {
      query.setString(1, identity);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong(1));
        }
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE detail SET parties = ? WHERE session = ?")) {
      for (long id : ids) {
        List<String> others = new ArrayList<>(rows.parties(id));
        others.remove(identity);
        update.setString(1, DetailText.parties(others));
        update.setLong(2, id);
        update.executeUpdate();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
