package io.tollgate.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/** The connections to the shared database; always to its primary. */
public final class ClusterDatabase implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(ClusterDatabase.class);

  /** The schema that this version knows. */
  static final int SCHEMA = 3;

  private static final int TRIALS = 4;

  /** The least that the pool takes for a time. */
  private static final long LEAST_MILLIS = 250;

  private final DatabaseAddress address;
  private final HikariDataSource pool;

  private ClusterDatabase(DatabaseAddress address, HikariDataSource pool) {
    this.address = address;
    this.pool = pool;
  }

  /** Connects, and looks whether the database is one that this server can work with. */
  public static ClusterDatabase open(DatabaseAddress address) throws ClusterException {
    ClusterDatabase database = new ClusterDatabase(address, new HikariDataSource(pool(address)));
    try {
      database.check();
      return database;
    } catch (ClusterException e) {
      database.close();
      throw e;
    }
  }

  private static HikariConfig pool(DatabaseAddress address) {
    HikariConfig config = new HikariConfig();
    long patience = address.patience().toMillis();
    config.setPoolName("tollgate-cluster");
    config.setDataSource(source(address));
    config.setMaximumPoolSize(address.connections());
    config.setMinimumIdle(2);
    config.setConnectionTimeout(patience);
    config.setValidationTimeout(Math.max(LEAST_MILLIS, Math.min(patience / 2, 4 * LEAST_MILLIS)));
    // The first use says what is wrong, in our words.
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private static DataSource source(DatabaseAddress address) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.url());
    source.setUser(address.user());
    source.setPassword(address.password());
    source.setApplicationName(address.application());
    source.setTargetServerType("primary");
    int seconds = (int) Math.max(1, (address.patience().toMillis() + 999) / 1_000);
    source.setConnectTimeout(seconds);
    source.setLoginTimeout(seconds);
    source.setSocketTimeout(seconds);
    source.setTcpKeepAlive(true);
    // From the first time on rows come in binary form: as text each octet would be two characters.
    source.setPrepareThreshold(1);
    // A standby that was promoted is found at once.
    source.setHostRecheckSeconds(1);
    source.setOptions(options(address));
    source.setSslMode(address.sslMode());
    Path roots = address.roots();
    if (roots != null) {
      source.setSslRootCert(roots.toString());
    } else if ("verify-full".equals(address.sslMode())) {
      source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    return source;
  }

  /**
   * Who stops in the middle of a transaction must not keep survivors from its rows: the database
   * ends it. No order is cancelled while it commits: a COMMIT that is cancelled while it waits for
   * the standby stands on the primary alone.
   *
   * <p>Rows are asked for by their keys. A plan that was made while a table was empty would be kept
   * by its connection, and read the whole table for each row of a backlog.
   */
  private static String options(DatabaseAddress address) {
    long patience = address.patience().toMillis();
    return ("-c synchronous_commit=%s -c idle_in_transaction_session_timeout=%d"
            + " -c lock_timeout=%d -c statement_timeout=0 -c default_transaction_isolation=read\\ committed"
            + " -c enable_seqscan=off -c enable_bitmapscan=off")
        .formatted(address.synchronousCommit(), patience, patience);
  }

  /** A database that comes up beside the servers gets some time. */
  private void check() throws ClusterException {
    SQLException last = new SQLException("not tried");
    for (int trial = 1; trial <= TRIALS; trial++) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        checkSchema(statement);
        checkStandby(statement);
        return;
      } catch (SQLException e) {
        LOG.info("{}: not reached, trial {} of {}: {}", address, trial, TRIALS, said(e));
        last = e;
      }
    }
    throw new ClusterException(said(last), last);
  }

  /** The pool says that it has no connection; why, says the cause. */
  private static String said(SQLException failure) {
    Throwable cause = failure.getCause();
    return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
  }

  private static void checkSchema(Statement statement) throws SQLException, ClusterException {
    try (ResultSet found =
        statement.executeQuery(
            "SELECT to_regclass('schema_version') IS NOT NULL AND to_regclass('node') IS NOT NULL")) {
      if (!found.next() || !found.getBoolean(1)) {
        throw new ClusterException(
            "it has no schema of Tollgate's (expected: deploy/cluster.d/schema-1.sql to schema-%d.sql"
                    .formatted(SCHEMA)
                + " and role.sql to have been run there)");
      }
    }
    try (ResultSet row =
        statement.executeQuery("SELECT version, readable_from FROM schema_version")) {
      if (!row.next()) {
        throw new ClusterException("its schema_version has no row (expected: one)");
      }
      int version = row.getInt(1);
      int readableFrom = row.getInt(2);
      if (version < SCHEMA || readableFrom > SCHEMA) {
        throw new ClusterException(
            ("its schema has version %d, for servers from %d on (expected: %d, or a later one for"
                    + " servers from %d on; deploy/cluster.d/ has the scripts)")
                .formatted(version, readableFrom, SCHEMA, SCHEMA));
      }
    }
  }

  /** Without one, a COMMIT that asks for a standby is silently content with the primary's disk. */
  private void checkStandby(Statement statement) throws SQLException, ClusterException {
    if (!"on".equals(address.synchronousCommit())) {
      return;
    }
    try (ResultSet row = statement.executeQuery("SHOW synchronous_standby_names")) {
      if (!row.next() || row.getString(1).isBlank()) {
        throw new ClusterException(
            "its synchronous_standby_names is empty (expected: the name of a standby, or"
                + " journal.durability=disk)");
      }
    }
  }

  /** Told apart from other clusters by it. */
  public UUID cluster() throws ClusterException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT cluster FROM schema_version")) {
      if (row.next()) {
        return row.getObject(1, UUID.class);
      }
      throw new ClusterException("its schema_version has no row (expected: one)");
    } catch (SQLException e) {
      throw new ClusterException(said(e), e);
    }
  }

  public DataSource connections() {
    return pool;
  }

  @Override
  public void close() {
    LOG.debug("connections to {} are closed", address);
    pool.close();
  }
}
