package io.tollgate.journal.store.sqlite;

import io.tollgate.files.PrivateFiles;
import io.tollgate.files.sqlite.DamagedFile;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Opens the journal file; a damaged one makes way, after what can be read of it was copied. */
public final class SqliteJournalFactory implements RecordJournalFactory {

  private static final Logger LOG = LogManager.getLogger(SqliteJournalFactory.class);

  private final Path path;
  private final InstantSource clock;
  private final JournalAlarms alarms;

  public SqliteJournalFactory(Path path, InstantSource clock, JournalAlarms alarms) {
    this.path = path.toAbsolutePath();
    this.clock = clock;
    this.alarms = alarms;
  }

  @Override
  public RecordJournal open() throws JournalException {
    try {
      Path folder = path.getParent();
      if (folder != null) {
        PrivateFiles.makeFolder(folder);
      }
      return SqliteRecordJournal.open(path, alarms);
    } catch (IOException e) {
      throw new JournalException(Fault.UNAVAILABLE, "folder cannot be made: " + e, e);
    } catch (JournalException e) {
      if (e.fault() != Fault.DAMAGED) {
        throw e;
      }
      setAside();
      return SqliteRecordJournal.open(path, alarms);
    }
  }

  @Override
  public void setAside() throws JournalException {
    Path damaged;
    try {
      damaged = DamagedFile.setAside(path, clock.millis());
    } catch (IOException e) {
      throw new JournalException(Fault.UNAVAILABLE, "cannot be set aside: " + e, e);
    }
    alarms.raise(
        JournalAlarm.FILE_DAMAGED,
        "%s was damaged and is now %s; %s"
            .formatted(path, damaged.getFileName(), salvage(damaged)));
  }

  private String salvage(Path damaged) throws JournalException {
    try (RecordJournal fresh = SqliteRecordJournal.open(path, alarms)) {
      try {
        return salvage(damaged, fresh);
      } catch (JournalException e) {
        if (e.fault() != Fault.DAMAGED) {
          throw e;
        }
      }
      return salvageWithoutFirstPage(damaged, fresh);
    } catch (JournalException e) {
      if (e.fault() != Fault.DAMAGED) {
        throw e;
      }
      LOG.warn("Nothing saved of {}: {}", damaged, e.getMessage());
      return "nothing of it could be read";
    }
  }

  private static String salvage(Path damaged, RecordJournal fresh) throws JournalException {
    try (Connection old = new SqliteFile(damaged).damaged()) {
      return new Salvage(old, fresh).run();
    } catch (SQLException e) {
      throw SqliteFaults.of(damaged, e);
    }
  }

  private String salvageWithoutFirstPage(Path damaged, RecordJournal fresh)
      throws JournalException {
    Path empty = damaged.resolveSibling(damaged.getFileName() + ".empty");
    try {
      SqliteRecordJournal.open(empty, alarms).close();
      Path copy = DamagedFile.copyWithFirstPage(damaged, empty);
      try {
        return salvage(copy, fresh);
      } finally {
        DamagedFile.deleteCopy(copy);
        DamagedFile.deleteCopy(empty);
      }
    } catch (IOException e) {
      throw new JournalException(Fault.UNAVAILABLE, "a copy cannot be made: " + e, e);
    }
  }
}
