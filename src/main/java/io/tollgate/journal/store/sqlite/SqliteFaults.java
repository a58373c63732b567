package io.tollgate.journal.store.sqlite;

import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Tells a failing disk from a damaged file and from a change that can never be stored. */
final class SqliteFaults {

  private SqliteFaults() {}

  static JournalException of(Path file, SQLException cause) {
    return new JournalException(fault(cause), file + ": " + cause.getMessage(), cause);
  }

  private static Fault fault(SQLException cause) {
    // The low byte is the primary result code, the rest says more (sqlite.org/rescode.html).
    return switch (SQLiteErrorCode.getErrorCode(cause.getErrorCode() & 0xff)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB -> Fault.DAMAGED;
      case SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE -> Fault.REFUSED;
      default -> Fault.UNAVAILABLE;
    };
  }
}
