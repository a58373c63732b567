package io.tollgate.journal.redo;

import io.tollgate.files.MappedFiles;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.boot.BootFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Entries of this process in the order of their numbers, in a mapped file of two halves: one is
 * filled while what the other held goes to disk. An entry outlives the process once {@link #append}
 * has returned its number. When both halves wait for the disk, or there is no file, nothing is
 * taken, and whoever waits has to wait for the disk.
 */
public final class RedoLog {

  private static final Logger LOG = LogManager.getLogger(RedoLog.class);
  private static final int HALF_OCTETS = 8 << 20;

  /** No number of an entry. */
  public static final long NOT_TAKEN = 0;

  private final BootFiles files;
  private final long boot;
  private final int halfOctets;
  private final long[] newest = new long[2];
  private @Nullable ByteBuffer map;
  private int half;
  private int at;
  private long last;
  private long applied;

  private RedoLog(BootFiles files, long boot, int halfOctets) {
    this.files = files;
    this.boot = boot;
    this.halfOctets = halfOctets;
  }

  /** Takes nothing; what a former process took is brought to disk all the same. */
  public static RedoLog onlyFormer(Path journal, long boot) {
    return beside(journal, boot, 0);
  }

  /**
   * @param journal the journal's file, beside which this one lies
   * @param boot a number that no former process has had
   */
  public static RedoLog beside(Path journal, long boot) {
    return beside(journal, boot, HALF_OCTETS);
  }

  /**
   * @param halfOctets room for what comes while a commit is on its way
   */
  public static RedoLog beside(Path journal, long boot, int halfOctets) {
    return new RedoLog(new BootFiles(journal, "redo"), boot, halfOctets);
  }

  public long boot() {
    return boot;
  }

  /** What former processes left. */
  public FormerRedo former(JournalAlarms alarms) {
    return new FormerRedo(files, boot, alarms);
  }

  public synchronized void open() {
    if (halfOctets == 0) {
      return;
    }
    try {
      map = MappedFiles.fresh(files.path(boot), 0, 2 * halfOctets).order(EntryFormat.ORDER);
    } catch (IOException e) {
      LOG.warn(
          "{} cannot be made ({}): calls wait for the disk before they are answered",
          files.path(boot),
          e.toString());
    }
  }

  public synchronized boolean isOpen() {
    return map != null;
  }

  /**
   * @return the entry's number, or {@link #NOT_TAKEN}
   */
  public synchronized long append(byte[] entry) {
    ByteBuffer file = map;
    int octets = EntryFormat.octets(entry);
    if (file == null || !makeRoom(octets)) {
      return NOT_TAKEN;
    }
    last++;
    EntryFormat.write(file, half * halfOctets + at, last, entry);
    at += octets;
    newest[half] = last;
    return last;
  }

  private boolean makeRoom(int octets) {
    if (at + octets + EntryFormat.END <= halfOctets) {
      return true;
    }
    int other = 1 - half;
    if (newest[other] > applied || octets + EntryFormat.END > halfOctets) {
      return false;
    }
    half = other;
    at = 0;
    return true;
  }

  /** The entries up to this one are on disk. */
  public synchronized void applied(long upTo) {
    applied = Math.max(applied, upTo);
  }

  /** Everything is on disk, and nothing more comes. */
  public synchronized void close() {
    if (map != null && applied == last) {
      BootFiles.delete(files.path(boot));
    }
    map = null;
  }
}
