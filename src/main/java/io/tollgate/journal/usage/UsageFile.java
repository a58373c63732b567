package io.tollgate.journal.usage;

import io.tollgate.charging.UsageLine;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.JournalAlarms;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The counters of this process' sessions, mapped into memory: what was stored is the system's to
 * write from then on, so that it outlives the process, though not a power loss. The file is grown
 * by writing, because a mapped page that the disk has no room for would be a fault of the JVM.
 */
public final class UsageFile {

  private static final int CHUNK_LINES = 1 << 14;
  private static final int CHUNK_OCTETS = CHUNK_LINES * LineFormat.OCTETS;

  private record Place(ByteBuffer chunk, int at) {}

  private final Path path;
  private final Path journal;
  private final long boot;
  private final JournalAlarms alarms;
  private final Deque<Place> free = new ArrayDeque<>();
  private @Nullable ByteBuffer first;
  private int chunks;

  /**
   * @param journal the journal's file, beside which this one lies
   * @param boot a number that no former process has had
   */
  public UsageFile(Path journal, long boot, JournalAlarms alarms) {
    this.journal = journal;
    this.boot = boot;
    this.path = UsageFiles.path(journal, boot);
    this.alarms = alarms;
  }

  public long boot() {
    return boot;
  }

  /** What former processes left. */
  public FormerUsage former() {
    return new FormerUsage(() -> UsageFiles.former(journal, boot));
  }

  /** A line for the session; while there is no room on the disk, one that keeps nothing. */
  public UsageLine open(String session) {
    Place place;
    synchronized (free) {
      place = free.poll();
    }
    return place == null
        ? UsageLine.NONE
        : new MappedLine(place.chunk(), place.at(), LineFormat.key(session), () -> giveBack(place));
  }

  private void giveBack(Place place) {
    synchronized (free) {
      free.add(place);
    }
  }

  /** To be called once a second or so: says that the process is alive, and makes room in time. */
  public void tend(Instant now) {
    ByteBuffer own = first;
    if (own != null) {
      own.putLong(LineFormat.ALIVE, now.toEpochMilli());
    }
    if (isShort()) {
      try {
        grow(now);
        alarms.clear(JournalAlarm.USAGE_NOT_KEPT, path + " has room again");
      } catch (IOException e) {
        alarms.raise(
            JournalAlarm.USAGE_NOT_KEPT,
            "%s: %s; after a crash now, new sessions are charged up to their last checkpoint"
                .formatted(path, e));
      }
    }
  }

  private boolean isShort() {
    synchronized (free) {
      return free.size() < CHUNK_LINES / 4;
    }
  }

  private void grow(Instant now) throws IOException {
    if (chunks == 0 && path.getParent() != null) {
      Files.createDirectories(path.getParent());
    }
    ByteBuffer chunk = map();
    boolean isFirst = chunks++ == 0;
    if (isFirst) {
      chunk.putLong(LineFormat.KEY, LineFormat.MARK);
      chunk.putLong(LineFormat.ALIVE, now.toEpochMilli());
      first = chunk;
    }
    synchronized (free) {
      for (int at = isFirst ? LineFormat.OCTETS : 0; at < CHUNK_OCTETS; at += LineFormat.OCTETS) {
        free.add(new Place(chunk, at));
      }
    }
  }

  private ByteBuffer map() throws IOException {
    long from = (long) chunks * CHUNK_OCTETS;
    try (FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(CHUNK_OCTETS);
      while (zeros.hasRemaining()) {
        file.write(zeros, from + zeros.position());
      }
      file.force(false);
      return file.map(FileChannel.MapMode.READ_WRITE, from, CHUNK_OCTETS).order(LineFormat.ORDER);
    }
  }
}
