package io.tollgate.journal.store.sqlite;

import io.tollgate.files.sqlite.FileOrigin;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.DeadLetter;
import io.tollgate.journal.store.JournalCounts;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The journal in one SQLite file. Readers have a connection of their own and never hold up the
 * writer.
 */
public final class SqliteRecordJournal implements RecordJournal {

  /** "TGJL": what the header of a journal has since schema 4. */
  private static final int APPLICATION_ID = 0x54474a4c;

  public static final FileOrigin ORIGIN =
      new FileOrigin(APPLICATION_ID, Set.of("pending", "open_session", "dead_letter"));

  private static final Logger LOG = LogManager.getLogger(SqliteRecordJournal.class);

  private final Path path;
  private final SqliteWriter writer;
  private final SqliteReader reader;

  private SqliteRecordJournal(Path path, SqliteWriter writer, SqliteReader reader) {
    this.path = path;
    this.writer = writer;
    this.reader = reader;
  }

  /** Opens the file, which is made or brought to this version where needed. */
  public static SqliteRecordJournal open(Path path) throws JournalException {
    return open(path, new LoggedAlarms());
  }

  static SqliteRecordJournal open(Path path, JournalAlarms alarms) throws JournalException {
    SqliteFile file = new SqliteFile(path);
    Connection connection = file.writer();
    try {
      SqliteSchema.current().migrate(connection);
      return new SqliteRecordJournal(
          path, new SqliteWriter(connection, alarms), new SqliteReader(file.reader()));
    } catch (SQLException e) {
      close(connection);
      throw SqliteFaults.of(path, e);
    } catch (JournalException e) {
      close(connection);
      throw e;
    }
  }

  @Override
  public void commit(List<Change> changes) throws JournalException {
    try {
      writer.apply(changes);
    } catch (SQLException e) {
      throw SqliteFaults.of(path, e);
    }
  }

  @Override
  public List<Pending> page(long afterId, int limit) throws JournalException {
    return read(
        Rows::pending, "SELECT * FROM pending WHERE id > ? ORDER BY id LIMIT ?", afterId, limit);
  }

  @Override
  public List<Pending> ofSession(String session, int limit) throws JournalException {
    return read(
        Rows::pending,
        "SELECT * FROM pending WHERE session = ? ORDER BY number LIMIT ?",
        session,
        limit);
  }

  @Override
  public boolean hasPending(String session) throws JournalException {
    return number("SELECT EXISTS (SELECT 1 FROM pending WHERE session = ?)", session) != 0;
  }

  @Override
  public List<Pending> ofKind(Kind kind, long afterId, int limit) throws JournalException {
    // The planner takes a partial index only if its condition stands in the query word for word.
    String index = kind.mayBeShed() ? "kind IN ('PROGRESS', 'INTERIM', 'EVENT') AND " : "";
    return read(
        Rows::pending,
        "SELECT * FROM pending WHERE " + index + "kind = ? AND id > ? ORDER BY id LIMIT ?",
        kind.name(),
        afterId,
        limit);
  }

  @Override
  public List<ClosingRecord> orphans(long boot, int limit) throws JournalException {
    return read(Rows::owed, "SELECT * FROM open_session WHERE boot <> ? LIMIT ?", boot, limit);
  }

  @Override
  public List<DeadLetter> deadLetters(long afterId, int limit) throws JournalException {
    return read(
        Rows::deadLetter,
        "SELECT * FROM dead_letter WHERE id > ? ORDER BY id LIMIT ?",
        afterId,
        limit);
  }

  @Override
  public long lastId() throws JournalException {
    return number(
        "SELECT max(coalesce((SELECT max(id) FROM pending WHERE id < ?1), 0),"
            + " coalesce((SELECT max(id) FROM dead_letter WHERE id < ?1), 0))",
        SqliteWriter.COLLISIONS);
  }

  @Override
  public List<Change.Redone> redone() throws JournalException {
    return read(
        row -> new Change.Redone(row.getLong(1), row.getLong(2)), "SELECT boot, up_to FROM redone");
  }

  @Override
  public JournalCounts counts() throws JournalException {
    List<Instant> oldest =
        read(
            row -> Instant.ofEpochMilli(row.getLong(1)),
            "SELECT stored FROM pending ORDER BY id LIMIT 1");
    return new JournalCounts(
        number("SELECT count(*) FROM pending"),
        number("SELECT count(*) FROM open_session"),
        number("SELECT count(*) FROM dead_letter"),
        oldest.isEmpty() ? null : oldest.get(0));
  }

  @Override
  public long usedOctets() throws JournalException {
    return number(
        "SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM"
            + " pragma_page_size) - (SELECT freelist_count FROM pragma_freelist_count) * (SELECT"
            + " page_size FROM pragma_page_size)");
  }

  @Override
  public void close() {
    close(reader);
    close(writer);
  }

  private <T> List<T> read(SqliteReader.Row<T> row, String sql, Object... parameters)
      throws JournalException {
    try {
      return reader.all(row, sql, parameters);
    } catch (SQLException e) {
      throw SqliteFaults.of(path, e);
    }
  }

  private long number(String sql, Object... parameters) throws JournalException {
    try {
      return reader.number(sql, parameters);
    } catch (SQLException e) {
      throw SqliteFaults.of(path, e);
    }
  }

  private static void close(AutoCloseable connection) {
    try {
      connection.close();
    } catch (Exception e) {
      LOG.warn("journal not closed cleanly: {}", e.getMessage());
    }
  }
}
