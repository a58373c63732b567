package io.tollgate.journal.redo;

import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.boot.BootFiles;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings to disk what former processes could not any more. How far each had come stands in the
 * journal itself, written with the changes: what was applied, and perhaps answered and removed
 * since, is not applied again. A file with damage in it is kept, under another name.
 */
public final class FormerRedo {

  private static final Logger LOG = LogManager.getLogger(FormerRedo.class);

  private final BootFiles files;
  private final long boot;
  private final JournalAlarms alarms;

  FormerRedo(BootFiles files, long boot, JournalAlarms alarms) {
    this.files = files;
    this.boot = boot;
    this.alarms = alarms;
  }

  public void applyTo(RecordJournal journal) throws JournalException {
    for (Path file : files.former(boot)) {
      try {
        RedoEntries entries = apply(file, files.boot(file), journal);
        if (entries.isDamaged()) {
          keep(file, entries);
        } else {
          BootFiles.delete(file);
        }
      } catch (IOException e) {
        alarms.raise(
            JournalAlarm.REDO_DAMAGED,
            "%s cannot be read (%s) and is left where it is: what is in it and not yet on disk is"
                    .formatted(file, e)
                + " missing until the next start");
      }
    }
    journal.commit(
        List.of(new Change.KeepRedone(files.former(boot).stream().map(files::boot).toList())));
  }

  private void keep(Path file, RedoEntries entries) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + System.currentTimeMillis());
    Files.move(file, aside);
    alarms.raise(
        JournalAlarm.REDO_DAMAGED,
        "%s was damaged and is now %s; %d entries of it were read, at least %d were not"
            .formatted(file, aside.getFileName(), entries.whole().size(), entries.missing()));
  }

  private static RedoEntries apply(Path path, long process, RecordJournal journal)
      throws IOException, JournalException {
    @Nullable Long applied = applied(process, journal);
    RedoEntries entries = RedoEntries.of(Files.readAllBytes(path), applied);
    if (entries.whole().isEmpty()) {
      return entries;
    }
    List<Change> changes = new ArrayList<>();
    for (List<Change> each : entries.whole().values()) {
      changes.addAll(applied == null ? each.stream().map(FormerRedo::perhapsSent).toList() : each);
    }
    changes.add(new Change.Redone(process, entries.whole().lastKey()));
    journal.commit(changes);
    LOG.info(
        "{} entries of a former process were not on disk yet, and are now", entries.whole().size());
    return entries;
  }

  private static @Nullable Long applied(long process, RecordJournal journal)
      throws JournalException {
    for (Change.Redone each : journal.redone()) {
      if (each.boot() == process) {
        return each.upTo();
      }
    }
    return null;
  }

  /** Nobody knows how far the process had come; the CDF tells duplicates by the T flag. */
  private static Change perhapsSent(Change change) {
    return change instanceof Change.Append append
        ? new Change.Append(append.record().withSent(true))
        : change;
  }
}
