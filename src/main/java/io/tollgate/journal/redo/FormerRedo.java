package io.tollgate.journal.redo;

import io.tollgate.journal.boot.BootFiles;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.RecordJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings to disk what former processes could not any more. How far each had come stands in the
 * journal itself, written with the changes: what was applied, and perhaps answered and removed
 * since, is not applied again.
 */
public final class FormerRedo {

  private static final Logger LOG = LogManager.getLogger(FormerRedo.class);

  private final BootFiles files;
  private final long boot;

  FormerRedo(BootFiles files, long boot) {
    this.files = files;
    this.boot = boot;
  }

  public void applyTo(RecordJournal journal) throws JournalException {
    for (Path file : files.former(boot)) {
      try {
        apply(file, files.boot(file), journal);
        BootFiles.delete(file);
      } catch (IOException e) {
        LOG.error("{} is left alone, for it is not readable: {}", file, e.toString());
      }
    }
    journal.commit(
        List.of(new Change.KeepRedone(files.former(boot).stream().map(files::boot).toList())));
  }

  private static void apply(Path path, long process, RecordJournal journal)
      throws IOException, JournalException {
    @Nullable Long applied = applied(process, journal);
    NavigableMap<Long, List<Change>> entries = read(path, applied == null ? 0 : applied);
    if (entries.isEmpty()) {
      return;
    }
    List<Change> changes = new ArrayList<>();
    for (List<Change> each : entries.values()) {
      changes.addAll(applied == null ? each.stream().map(FormerRedo::perhapsSent).toList() : each);
    }
    changes.add(new Change.Redone(process, entries.lastKey()));
    journal.commit(changes);
    LOG.info("{} entries of a former process were not on disk yet, and are now", entries.size());
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

  /** By number; a half that cannot be read to its end was torn by a power loss. */
  private static NavigableMap<Long, List<Change>> read(Path path, long applied) throws IOException {
    NavigableMap<Long, List<Change>> entries = new TreeMap<>();
    byte[] octets = Files.readAllBytes(path);
    int half = octets.length / 2;
    for (int start : new int[] {0, half}) {
      ByteBuffer file = ByteBuffer.wrap(octets, start, half).slice().order(EntryFormat.ORDER);
      read(file, applied, entries);
    }
    return entries;
  }

  private static void read(ByteBuffer half, long applied, Map<Long, List<Change>> entries)
      throws IOException {
    for (int at = 0; EntryFormat.isWhole(half, at); at += EntryFormat.octets(half, at)) {
      long number = EntryFormat.number(half, at);
      if (number > applied) {
        entries.put(number, ChangeCodec.read(EntryFormat.body(half, at)));
      }
    }
  }
}
