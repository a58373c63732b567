package io.tollgate.journal.store.sqlite;

import io.tollgate.files.sqlite.ReadableRows;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.DeadLetter;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.RecordJournal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Copies every row of a damaged journal that can still be read into a fresh one. */
final class Salvage {

  private static final Logger LOG = LogManager.getLogger(Salvage.class);
  private static final int TOGETHER = 200;
  private static final int TABLES = 4;

  private final Connection old;
  private final RecordJournal fresh;
  private final List<Change> gathered = new ArrayList<>();
  private long rows;
  private long holes;
  private int tablesLost;

  Salvage(Connection old, RecordJournal fresh) {
    this.old = old;
    this.fresh = fresh;
  }

  /** For an operator: "1000 of its rows were saved, and 2 places could not be read". */
  String run() throws JournalException {
    copy("redone", List.of(), Salvage::redone);
    copy(
        "pending",
        List.of("session, number"),
        row -> List.of(new Change.Append(Rows.pending(row))));
    copy("dead_letter", List.of(), Salvage::deadLetter);
    copy(
        "open_session", List.of("session"), row -> List.of(new Change.KeepClosing(Rows.owed(row))));
    if (tablesLost == TABLES) {
      throw new JournalException(Fault.DAMAGED, "none of its tables can be found");
    }
    return "%d of its rows were saved, %d places in it could not be read".formatted(rows, holes);
  }

  private interface Changes {
    List<Change> of(ResultSet row) throws SQLException;
  }

  private static List<Change> redone(ResultSet row) throws SQLException {
    return List.of(new Change.Redone(row.getLong("boot"), row.getLong("up_to")));
  }

  private static List<Change> deadLetter(ResultSet row) throws SQLException {
    DeadLetter letter = Rows.deadLetter(row);
    return List.of(
        new Change.Append(letter.record()),
        new Change.Bury(
            letter.record().id(), letter.resultCode(), letter.reason(), letter.buried()));
  }

  private void copy(String table, List<String> indices, Changes changes) throws JournalException {
    ReadableRows readable = new ReadableRows(old, table, indices);
    try {
      readable.readInto(
          row -> {
            List<Change> all = changes.of(row);
            gathered.addAll(all);
            if (gathered.size() >= TOGETHER) {
              saveUnchecked();
            }
          });
    } catch (SaveFailed e) {
      throw e.cause;
    } catch (SQLException e) {
      holes++;
      tablesLost++;
      LOG.warn("Table {} of the damaged journal cannot be read: {}", table, e.getMessage());
    }
    save();
    rows += readable.read();
    holes += readable.holes();
  }

  private void saveUnchecked() {
    try {
      save();
    } catch (JournalException e) {
      throw new SaveFailed(e);
    }
  }

  /** One change that cannot be stored takes no others with it. */
  private void save() throws JournalException {
    try {
      fresh.commit(List.copyOf(gathered));
    } catch (JournalException e) {
      if (e.fault() != Fault.REFUSED) {
        throw e;
      }
      for (Change each : gathered) {
        saveOne(each);
      }
    } finally {
      gathered.clear();
    }
  }

  private void saveOne(Change change) throws JournalException {
    try {
      fresh.commit(List.of(change));
    } catch (JournalException e) {
      if (e.fault() != Fault.REFUSED) {
        throw e;
      }
      holes++;
      LOG.warn("A row of the damaged journal cannot be stored: {}", e.getMessage());
    }
  }

  /** Leaves the walk over the rows: it is the new file that fails, not the old one. */
  private static final class SaveFailed extends Error {
    private static final long serialVersionUID = 1L;
    private final transient JournalException cause;

    SaveFailed(JournalException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
