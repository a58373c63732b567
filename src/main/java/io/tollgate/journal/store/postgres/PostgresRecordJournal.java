package io.tollgate.journal.store.postgres;

import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.DeadLetter;
import io.tollgate.journal.store.JournalCounts;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.KeptDialog;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The rows of one node. One connection writes, for as long as the journal is open; readers borrow
 * others. Always on the primary: a standby may show what the primary has not committed yet.
 *
 * <p>What is asked for by its session says {@code node + 0}: plans are made once, mostly while the
 * tables are all but empty, and then an index on the node looks as good as one on the session. It
 * would lead through all rows of the node, for each of them, when there are thousands.
 */
public final class PostgresRecordJournal implements RecordJournal {

  private static final Logger LOG = LogManager.getLogger(PostgresRecordJournal.class);

  private final DataSource database;
  private final Tenure tenure;
  private final PostgresWriter writer;

  private PostgresRecordJournal(DataSource database, Tenure tenure, PostgresWriter writer) {
    this.database = database;
    this.tenure = tenure;
    this.writer = writer;
  }

  /**
   * @param database whose connections commit as durably as records have to be
   */
  public static PostgresRecordJournal open(DataSource database, Tenure tenure, JournalAlarms alarms)
      throws JournalException {
    try {
      Connection connection = database.getConnection();
      try {
        return new PostgresRecordJournal(
            database, tenure, new PostgresWriter(connection, tenure, alarms));
      } catch (SQLException e) {
        close(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw PostgresFaults.of(e);
    }
  }

  /** What is committed after the lease is over by our clock could surprise a successor. */
  @Override
  public void commit(List<Change> changes) throws JournalException {
    if (tenure.isLost()) {
      throw PostgresFaults.fenced(tenure);
    }
    if (!tenure.isHeld()) {
      throw new JournalException(
          Fault.UNAVAILABLE, "database: the lease of node %x is over".formatted(tenure.node()));
    }
    try {
      writer.apply(changes);
    } catch (SQLException e) {
      throw PostgresFaults.of(e);
    }
  }

  @Override
  public List<Pending> page(long afterId, int limit) throws JournalException {
    return read(
        PostgresRows::pending,
        "SELECT * FROM pending WHERE node = ? AND id > ? ORDER BY id LIMIT ?",
        tenure.node(),
        afterId,
        limit);
  }

  @Override
  public List<Pending> ofSession(String session, int limit) throws JournalException {
    return read(
        PostgresRows::pending,
        "SELECT * FROM pending WHERE session = ? AND node + 0 = ? ORDER BY number LIMIT ?",
        session,
        tenure.node(),
        limit);
  }

  /** One round trip, whatever their number. */
  @Override
  public Map<String, List<Pending>> ofSessions(Collection<String> sessions, int limitOfEach)
      throws JournalException {
    List<Pending> rows =
        read(
            PostgresRows::pending,
            "SELECT next.* FROM unnest(?) AS wanted (name) CROSS JOIN LATERAL (SELECT * FROM"
                + " pending WHERE session = wanted.name AND node + 0 = ? ORDER BY number LIMIT ?)"
                + " AS next ORDER BY next.session, next.number",
            sessions.toArray(String[]::new),
            tenure.node(),
            limitOfEach);
    return rows.stream().collect(Collectors.groupingBy(Pending::session));
  }

  @Override
  public boolean hasPending(String session) throws JournalException {
    return number(
            "SELECT count(*) FROM (SELECT 1 FROM pending WHERE session = ? AND node + 0 = ? LIMIT"
                + " 1) one",
            session,
            tenure.node())
        != 0;
  }

  @Override
  public List<Pending> ofKind(Kind kind, long afterId, int limit) throws JournalException {
    String index = kind.mayBeShed() ? "kind IN ('PROGRESS', 'INTERIM', 'EVENT') AND " : "";
    return read(
        PostgresRows::pending,
        "SELECT * FROM pending WHERE "
            + index
            + "node = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?",
        tenure.node(),
        kind.name(),
        afterId,
        limit);
  }

  @Override
  public List<ClosingRecord> orphans(long boot, int limit) throws JournalException {
    return read(
        PostgresRows::owed,
        "SELECT * FROM open_session WHERE node = ? AND boot <> ? LIMIT ?",
        tenure.node(),
        boot,
        limit);
  }

  @Override
  public List<DeadLetter> deadLetters(long afterId, int limit) throws JournalException {
    return read(
        PostgresRows::deadLetter,
        "SELECT * FROM dead_letter WHERE node = ? AND id > ? ORDER BY id LIMIT ?",
        tenure.node(),
        afterId,
        limit);
  }

  @Override
  public long lastId() throws JournalException {
    return number(
        "SELECT greatest(coalesce((SELECT max(id) FROM pending WHERE node = ? AND id < ?), 0),"
            + " coalesce((SELECT max(id) FROM dead_letter WHERE node = ? AND id < ?), 0))",
        tenure.node(),
        PostgresWriter.COLLISIONS,
        tenure.node(),
        PostgresWriter.COLLISIONS);
  }

  @Override
  public List<KeptDialog> dialogs(String afterId, int limit) throws JournalException {
    return read(
        PostgresRows::dialog,
        "SELECT * FROM session WHERE node = ? AND id > ? ORDER BY id LIMIT ?",
        tenure.node(),
        afterId,
        limit);
  }

  /** No redo log goes with this store: what it has taken is in the database. */
  @Override
  public List<Change.Redone> redone() {
    return List.of();
  }

  @Override
  public JournalCounts counts() throws JournalException {
    List<Instant> oldest =
        read(
            row -> Instant.ofEpochMilli(row.getLong(1)),
            "SELECT stored FROM pending WHERE node = ? ORDER BY id LIMIT 1",
            tenure.node());
    return new JournalCounts(
        number("SELECT count(*) FROM pending WHERE node = ?", tenure.node()),
        number("SELECT count(*) FROM open_session WHERE node = ?", tenure.node()),
        number("SELECT count(*) FROM dead_letter WHERE node = ?", tenure.node()),
        oldest.isEmpty() ? null : oldest.get(0));
  }

  /** What this node's rows hold, with a row's own cost; the length of a body is read without it. */
  @Override
  public long usedOctets() throws JournalException {
    return number(
        "SELECT coalesce((SELECT sum(octet_length(body) + octet_length(session) + 100) FROM pending"
            + " WHERE node = ?), 0) + coalesce((SELECT sum(octet_length(body) +"
            + " octet_length(session) + 100) FROM dead_letter WHERE node = ?), 0)",
        tenure.node(),
        tenure.node());
  }

  @Override
  public void close() {
    close(writer);
  }

  private interface Row<T> {
    T read(ResultSet result) throws SQLException;
  }

  private <T> List<T> read(Row<T> row, String sql, Object... parameters) throws JournalException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row.read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw PostgresFaults.of(e);
    }
  }

  private long number(String sql, Object... parameters) throws JournalException {
    return read(result -> result.getLong(1), sql, parameters).get(0);
  }

  private static void close(AutoCloseable connection) {
    try {
      connection.close();
    } catch (Exception e) {
      LOG.debug("connection not closed cleanly: {}", e.getMessage());
    }
  }
}
