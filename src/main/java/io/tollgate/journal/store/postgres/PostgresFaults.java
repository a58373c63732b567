package io.tollgate.journal.store.postgres;

import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells what can be tried again from what never can be stored. */
final class PostgresFaults {

  private PostgresFaults() {}

  static JournalException of(SQLException cause) {
    return new JournalException(fault(cause), "database: " + told(cause), cause);
  }

  static JournalException fenced(Tenure tenure) {
    return new JournalException(
        Fault.FENCED,
        "node %x, epoch %d: another node has taken over".formatted(tenure.node(), tenure.epoch()));
  }

  private static String told(SQLException cause) {
    SQLException next = cause.getNextException();
    return next == null ? String.valueOf(cause.getMessage()) : String.valueOf(next.getMessage());
  }

  /** By the class of the SQLSTATE; of a batch the cause comes second. */
  private static Fault fault(SQLException cause) {
    SQLException next = cause.getNextException();
    @Nullable String state = next == null ? cause.getSQLState() : next.getSQLState();
    if (state == null || state.length() < 2) {
      return Fault.UNAVAILABLE;
    }
    return switch (state.substring(0, 2)) {
      // Data exception, integrity constraint violation, program limit exceeded.
      case "22", "23", "54" -> Fault.REFUSED;
      default -> Fault.UNAVAILABLE;
    };
  }
}
