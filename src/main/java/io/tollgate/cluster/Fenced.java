package io.tollgate.cluster;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Transactions of a server that holds its lease; each begins by naming the epoch. */
public final class Fenced {

  private final DataSource database;
  private final Lease own;

  public Fenced(ClusterDatabase database, Lease own) {
    this(database.connections(), own);
  }

  Fenced(DataSource database, Lease own) {
    this.database = database;
    this.own = own;
  }

  /** What one transaction does. */
  public interface Work<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  /** This life of the server. */
  public long node() {
    return own.node();
  }

  /** All of it or nothing; nothing if another has taken over. */
  public <T extends @Nullable Object> T run(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return NodeTable.inTransaction(
          connection,
          () -> {
            NodeTable.nameEpoch(connection, own);
            return work.run(connection);
          });
    }
  }

  /** Reads what was committed. */
  public <T extends @Nullable Object> T read(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return work.run(connection);
    }
  }
}
