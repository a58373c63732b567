package io.tollgate.journal.store.postgres;

import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The records of all servers of a cluster. The id of one names its server, as this life of it. */
public final class PostgresQueries implements RecordQueries {

  private static final int PAGE = 500;

  private static final String ID = "lpad(to_hex(t.node), 16, '0') || '-' || t.id AS id,";
  private static final String SERVER =
      " coalesce((SELECT name FROM node n WHERE n.id = t.node), '-') AS server,";
  private static final String BODY = "convert_from(t.body, 'UTF8')";
  private static final String RECORD =
      " channel, kind, session, number, CASE WHEN sent THEN 'maybe' ELSE 'no' END AS sent, "
          + member("eventTime")
          + " AS event_time, "
          + member("service,parties,chargedParty")
          + " AS charged_party, "
          + member("service,correlation,icid")
          + " AS icid,";

  /** What the file of a server that is alone has as views. */
  private static final String VIEWS =
      "WITH backlog AS (SELECT "
          + ID
          + SERVER
          + time("stored")
          + " AS stored_utc,"
          + RECORD
          + " coalesce("
          + member("peers,ccf,0")
          + ", "
          + member("peers,ecf,0")
          + ", '(configured)') AS peer, "
          + BODY
          + " AS body FROM pending t), dead AS (SELECT "
          + ID
          + SERVER
          + time("buried")
          + " AS buried_utc, result_code, reason,"
          + RECORD
          + BODY
          + " AS body FROM dead_letter t), open AS (SELECT "
          + time("updated")
          + " AS updated_utc,"
          + SERVER
          + " channel, session, number AS closing_number, "
          + member("service,parties,chargedParty")
          + " AS charged_party, "
          + member("service,correlation,icid")
          + " AS icid, "
          + member("service,messages,sent")
          + " AS messages_sent, "
          + BODY
          + " AS body FROM open_session t) ";

  private final DataSource database;
  private final String name;

  /**
   * @param name of the database, for people
   */
  public PostgresQueries(DataSource database, String name) {
    this.database = database;
    this.name = name;
  }

  private static String member(String path) {
    return BODY + "::json #>> '{" + path + "}'";
  }

  private static String time(String millis) {
    return "to_char(to_timestamp((%s) / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
        .formatted(millis);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String utc(String millis) {
    return time(millis);
  }

  @Override
  public String age(String millis) {
    return "CAST(floor(extract(epoch FROM now()) - (%s) / 1000.0) AS text)".formatted(millis);
  }

  @Override
  public void ask(RowListener listener, String sql, Object... parameters) throws JournalException {
    try (Connection connection = database.getConnection()) {
      // In a transaction the driver reads page after page.
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(VIEWS + sql)) {
        statement.setFetchSize(PAGE);
        for (int i = 0; i < parameters.length; i++) {
          statement.setObject(i + 1, parameters[i]);
        }
        try (ResultSet result = statement.executeQuery()) {
          tell(result, listener);
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw PostgresFaults.of(e);
    }
  }

  private static void tell(ResultSet result, RowListener listener) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnName(i));
    }
    listener.row(names);
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        String value = result.getString(i);
        row.add(value == null ? "" : value);
      }
      listener.row(row);
    }
  }

  /**
   * Each in a transaction of its own that holds the letter's row, so that it goes back once; its
   * server finds it with its next pass. One that still collides stays a dead letter.
   */
  @Override
  public void requeue(List<String> ids) throws JournalException {
    try (Connection connection = database.getConnection();
        PreparedStatement move =
            connection.prepareStatement(
                ("WITH letter AS (SELECT node, %1$s FROM dead_letter WHERE node = ? AND id = ? FOR"
                        + " UPDATE), kept AS (INSERT INTO pending (node, %1$s) SELECT node, %1$s"
                        + " FROM letter ON CONFLICT DO NOTHING RETURNING node, id) DELETE FROM"
                        + " dead_letter d USING kept WHERE d.node = kept.node AND d.id = kept.id")
                    .formatted(PostgresRows.RECORD))) {
      for (String id : ids) {
        int dash = id.indexOf('-');
        move.setLong(1, Long.parseUnsignedLong(id.substring(0, dash), 16));
        move.setLong(2, Long.parseLong(id.substring(dash + 1)));
        move.executeUpdate();
      }
    } catch (SQLException e) {
      throw PostgresFaults.of(e);
    }
  }

  @Override
  public void close() {
    // The connections are the cluster's.
  }
}
