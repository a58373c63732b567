package io.tollgate.ledger;

import io.tollgate.charging.record.ChargingInterface;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The history as others than its writer read it, also while a server writes: with a connection of
 * their own that cannot write. Every search goes along an index, newest first.
 */
public final class SqliteHistory implements History, AutoCloseable {
  private static final int BUSY_MILLIS = 5_000;
  private static final int MOST_COUNTED = 10_000;

  /** Ids rise with the time of beginning, but for sessions that began in the same moment. */
  private static final long SAME_MOMENT = 1_000;

  private final Connection connection;
  private final Rows rows;
  private final Identities identities;

  private SqliteHistory(Connection connection, Identities identities) {
    this.connection = connection;
    this.rows = new Rows(connection);
    this.identities = identities;
  }

  /**
   * @param key of hashed identities
   * @throws HistoryException if there is no history, or it cannot be read
   */
  public static SqliteHistory open(Path file, IdentityForm form, byte[] key) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    try {
      return new SqliteHistory(
          config.createConnection("jdbc:sqlite:" + file), new Identities(form, key));
    } catch (SQLException e) {
      throw new HistoryException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized List<SessionRow> search(Search search) {
    List<SessionRow> found = new ArrayList<>();
    try {
      Condition condition = condition(search, true);
      String sql = sql(search, condition);
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        condition.fill(query);
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            found.add(Rows.session(row));
          }
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
    return found;
  }

  private static String sql(Search search, Condition condition) {
    return "SELECT s.* FROM "
        + condition.tables
        + " WHERE "
        + condition.words
        + " ORDER BY "
        + condition.order
        + " DESC LIMIT "
        + search.most();
  }

  /** How the database goes about a search. */
  synchronized List<String> plan(Search search) throws SQLException {
    Condition condition = condition(search, true);
    List<String> steps = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("EXPLAIN QUERY PLAN " + sql(search, condition))) {
      condition.fill(query);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          steps.add(row.getString("detail"));
        }
      }
    }
    return steps;
  }

  @Override
  public synchronized Found count(Search search) {
    try {
      Condition condition = condition(search, false);
      String sql =
          "SELECT count(*) FROM (SELECT 1 FROM "
              + condition.tables
              + " WHERE "
              + condition.words
              + " LIMIT "
              + (MOST_COUNTED + 1)
              + ")";
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        condition.fill(query);
        try (ResultSet row = query.executeQuery()) {
          long count = row.getLong(1);
          return new Found(Math.min(count, MOST_COUNTED), count <= MOST_COUNTED);
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public synchronized Optional<SessionStory> session(long id) {
    try {
      return rows.story(id);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Every request on an interface, one after the other.
   *
   * @param from of those made then or later, null for all
   * @param to of those made before
   */
  public synchronized void requests(
      ChargingInterface where,
      @Nullable Instant from,
      @Nullable Instant to,
      Consumer<RequestRow> each) {
    try {
      rows.requests(
          where,
          from == null ? Long.MIN_VALUE : from.toEpochMilli(),
          to == null ? Long.MAX_VALUE : to.toEpochMilli(),
          each);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static HistoryException failed(SQLException e) {
    return new HistoryException("history: " + e.getMessage(), e);
  }

  /** What a search is in SQL. */
  private static final class Condition {
    private String tables = "session s";
    private String order = "s.id";
    private final StringJoiner words = new StringJoiner(" AND ");
    private final List<Object> values = new ArrayList<>();

    void and(String text, Object... parameters) {
      words.add(text);
      values.addAll(List.of(parameters));
    }

    void fill(PreparedStatement query) throws SQLException {
      for (int i = 0; i < values.size(); i++) {
        query.setObject(i + 1, values.get(i));
      }
    }
  }

  private Condition condition(Search search, boolean paged) throws SQLException {
    Condition all = new Condition();
    String subscriber = search.subscriber();
    if (subscriber != null) {
      all.tables = "party p CROSS JOIN session s ON s.id = p.session";
      all.order = "p.session";
      all.and("p.identity = ?", identities.of(subscriber));
    }
    String id = subscriber == null ? "s.id" : "p.session";
    if (search.from() != null) {
      all.and(id + " >= ?", firstId(search.from()) - SAME_MOMENT);
      all.and("s.began >= ?", search.from().toEpochMilli());
    }
    if (search.to() != null) {
      all.and(id + " <= ?", firstId(search.to()) + SAME_MOMENT);
      all.and("s.began < ?", search.to().toEpochMilli());
    }
    if (paged && search.before() != null) {
      all.and(id + " < ?", search.before());
    }
    equal(all, "s.kind", search.kind());
    equal(all, "s.outcome", search.outcome());
    if (search.profile() != null) {
      all.and("+s.profile = ?", search.profile().name());
    }
    if (search.icid() != null) {
      all.and("s.icid = ?", search.icid());
    }
    if (search.callId() != null) {
      all.and("(s.call_id = ? OR s.outgoing_call_id = ?)", search.callId(), search.callId());
    }
    if (search.id() != null) {
      all.and("s.id IN (SELECT session FROM charging WHERE id = ?)", search.id());
    }
    if (search.different()) {
      all.and("s.balance = 2 AND s.balance <> 1");
    }
    all.and("1");
    return all;
  }

  private static void equal(Condition all, String column, @Nullable Enum<?> value) {
    if (value != null) {
      all.and(column + " = ?", value.name());
    }
  }

  /** Of the first session that began then or later; behind all of them if there is none. */
  private long firstId(Instant time) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id FROM session WHERE began >= ? ORDER BY began LIMIT 1")) {
      query.setLong(1, time.toEpochMilli());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : Long.MAX_VALUE - SAME_MOMENT;
      }
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
