package io.tollgate.journal.store.sqlite;

import io.tollgate.files.PrivateFiles;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Path damaged = path.resolveSibling(path.getFileName() + ".damaged-" + clock.millis());
    try {
      move(path, damaged);
      move(sibling(path, "-wal"), sibling(damaged, "-wal"));
      Files.deleteIfExists(sibling(path, "-shm"));
    } catch (IOException e) {
      throw new JournalException(Fault.UNAVAILABLE, "cannot be set aside: " + e, e);
    }
    alarms.raise(
        JournalAlarm.FILE_DAMAGED,
        "%s was damaged and is now %s; %s"
            .formatted(path, damaged.getFileName(), salvage(damaged)));
  }

  private String salvage(Path damaged) throws JournalException {
    try (RecordJournal fresh = SqliteRecordJournal.open(path, alarms);
        RecordJournal old = SqliteRecordJournal.open(damaged)) {
      return new Salvage(old, fresh).run() + " of its rows were saved";
    } catch (JournalException e) {
      if (e.fault() != Fault.DAMAGED) {
        throw e;
      }
      LOG.warn("Nothing saved of {}: {}", damaged, e.getMessage());
      return "nothing of it could be read";
    }
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to);
    }
  }

  private static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
