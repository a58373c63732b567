package io.tollgate.journal.store.sqlite;

import io.tollgate.files.PrivateFiles;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.sqlite.SQLiteConfig;

/** Opens connections to the journal file. */
record SqliteFile(Path path) {

  /**
   * In this order: page size and vacuum mode only take effect before the first write. In WAL mode
   * only FULL makes a commit outlive a power loss (sqlite.org/pragma.html#pragma_synchronous).
   */
  private static final List<String> WRITER =
      List.of(
          "page_size = 8192",
          "auto_vacuum = INCREMENTAL",
          "journal_mode = WAL",
          "synchronous = FULL",
          "journal_size_limit = 67108864",
          "wal_autocheckpoint = 4000",
          "cache_size = -16384",
          "temp_store = MEMORY");

  private static final List<String> READER =
      List.of("query_only = TRUE", "cache_size = -16384", "temp_store = MEMORY");

  private static final List<String> DAMAGED =
      List.of("cell_size_check = TRUE", "cache_size = -16384", "temp_store = MEMORY");

  private static final Logger LOG = LogManager.getLogger(SqliteFile.class);

  /** Operators' commands hold the write lock for moments only. */
  private static final int LOCK_WAIT_MILLIS = 5_000;

  Connection writer() throws JournalException {
    try {
      // What SQLite makes beside it has the same permissions.
      PrivateFiles.makeFile(path);
    } catch (IOException e) {
      throw new JournalException(Fault.UNAVAILABLE, path + " cannot be made: " + e, e);
    }
    return open(WRITER);
  }

  Connection reader() throws JournalException {
    return open(READER);
  }

  /** To read what can be read: brought to this version where that is possible. */
  Connection damaged() throws JournalException {
    Connection connection = open(DAMAGED);
    try {
      SqliteSchema.current().migrate(connection);
    } catch (SQLException | JournalException e) {
      close(connection);
      throw new JournalException(Fault.DAMAGED, path + ": " + e.getMessage(), e);
    }
    return connection;
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("damaged journal not closed cleanly: {}", e.getMessage());
    }
  }

  private Connection open(List<String> pragmas) throws JournalException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(LOCK_WAIT_MILLIS);
    // Nobody asks for them, and each insert would be followed by a query.
    config.setGetGeneratedKeys(false);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + path);
      try (Statement statement = connection.createStatement()) {
        for (String pragma : pragmas) {
          statement.execute("PRAGMA " + pragma);
        }
      }
      return connection;
    } catch (SQLException e) {
      throw SqliteFaults.of(path, e);
    }
  }
}
