package io.tollgate.journal.store.postgres;

import io.tollgate.cluster.ClusterDatabase;
import io.tollgate.cluster.ClusterException;
import io.tollgate.cluster.DatabaseAddress;
import io.tollgate.harness.PostgresServer;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.store.JournalException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** A database for a class of tests: each directory is a node. */
public final class TestDatabase implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PostgresServer server;
  private final ClusterDatabase database;

  private TestDatabase(PostgresServer server, ClusterDatabase database) {
    this.server = server;
    this.database = database;
  }

  public static TestDatabase start() {
    PostgresServer server = PostgresServer.start();
    try {
      return new TestDatabase(server, connect(server.url(), PATIENCE));
    } catch (ClusterException e) {
      server.close();
      throw new IllegalStateException(e);
    }
  }

  public static ClusterDatabase connect(String url, Duration patience) throws ClusterException {
    return ClusterDatabase.open(
        new DatabaseAddress(
            url,
            PostgresServer.USER,
            PostgresServer.PASSWORD,
            "disable",
            null,
            24,
            "test",
            "local",
            patience));
  }

  public PostgresServer server() {
    return server;
  }

  public DataSource connections() {
    return database.connections();
  }

  /** Session-Ids are unique in a cluster, and those of tests are not. */
  public void clear() {
    try (Connection connection = server.owner();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM pending; DELETE FROM open_session; DELETE FROM dead_letter");
      statement.execute(
          "DELETE FROM usage; DELETE FROM alive; DELETE FROM session; DELETE FROM node");
      statement.execute("DELETE FROM conference; DELETE FROM deferred");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next life of the directory's node, which takes over what the one before has left. */
  public HeldTenure next(Path directory) {
    long node = directory.toAbsolutePath().toString().hashCode() & 0xffffffffL;
    return next(node);
  }

  public HeldTenure next(long node) {
    try (Connection connection = server.owner();
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                ("INSERT INTO node (id, name, epoch, holder, lease_until) VALUES (%1$d, 'test', 1,"
                        + " %1$d, now() + interval '1 hour') ON CONFLICT (id) DO UPDATE SET epoch ="
                        + " node.epoch + 1 RETURNING epoch")
                    .formatted(node))) {
      row.next();
      return new HeldTenure(node, row.getLong(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public PostgresRecordJournal open(Path directory) throws JournalException {
    return open(next(directory), new LoggedAlarms());
  }

  public PostgresRecordJournal open(Tenure tenure, JournalAlarms alarms) throws JournalException {
    return PostgresRecordJournal.open(connections(), tenure, alarms);
  }

  /** Its connections end, the server goes on. */
  void disconnect() {
    database.close();
  }

  @Override
  public void close() {
    database.close();
    server.close();
  }
}
