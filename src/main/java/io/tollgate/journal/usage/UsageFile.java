package io.tollgate.journal.usage;

import io.tollgate.charging.UsageLine;
import io.tollgate.files.MappedFiles;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.boot.BootFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counters of this process' sessions, mapped into memory. */
public final class UsageFile {

  private static final int CHUNK_LINES = 1 << 14;
  private static final int CHUNK_OCTETS = CHUNK_LINES * LineFormat.OCTETS;

  private record Place(ByteBuffer chunk, int at) {}

  private final Path path;
  private final BootFiles files;
  private final long boot;
  private final JournalAlarms alarms;
  private final Deque<Place> free = new ArrayDeque<>();
  private final List<ByteBuffer> mapped = new ArrayList<>();
  private @Nullable ByteBuffer first;
  private int chunks;

  /**
   * @param journal the journal's file, beside which this one lies
   * @param boot a number that no former process has had
   */
  public UsageFile(Path journal, long boot, JournalAlarms alarms) {
    this.files = new BootFiles(journal, "usage");
    this.boot = boot;
    this.path = files.path(boot);
    this.alarms = alarms;
  }

  public long boot() {
    return boot;
  }

  /** What former processes left. */
  public FormerUsage former() {
    return new FormerUsage(() -> files.former(boot));
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

  /** The lines of open sessions as they are now, each under its session's key. */
  public Map<Long, UsageRow> rows() {
    List<ByteBuffer> chunks;
    synchronized (free) {
      chunks = List.copyOf(mapped);
    }
    Map<Long, UsageRow> rows = new HashMap<>();
    for (ByteBuffer chunk : chunks) {
      for (int at = 0; at < CHUNK_OCTETS; at += LineFormat.OCTETS) {
        long key = chunk.getLong(at + LineFormat.KEY);
        if (key != 0 && key != LineFormat.MARK) {
          byte[] line = new byte[LineFormat.OCTETS];
          chunk.get(at, line);
          rows.put(key, new UsageRow(ByteBuffer.wrap(line).order(LineFormat.ORDER)));
        }
      }
    }
    return rows;
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
    ByteBuffer chunk = map();
    boolean isFirst = chunks++ == 0;
    if (isFirst) {
      chunk.putLong(LineFormat.KEY, LineFormat.MARK);
      chunk.putLong(LineFormat.ALIVE, now.toEpochMilli());
      first = chunk;
    }
    synchronized (free) {
      mapped.add(chunk);
      for (int at = isFirst ? LineFormat.OCTETS : 0; at < CHUNK_OCTETS; at += LineFormat.OCTETS) {
        free.add(new Place(chunk, at));
      }
    }
  }

  private ByteBuffer map() throws IOException {
    return MappedFiles.fresh(path, (long) chunks * CHUNK_OCTETS, CHUNK_OCTETS)
        .order(LineFormat.ORDER);
  }
}
