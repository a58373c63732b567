package io.tollgate.journal.usage;

import io.tollgate.journal.boot.BootFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** What the usage files of former processes say; they are looked for when that is first asked. */
public final class FormerUsage {

  private static final Logger LOG = LogManager.getLogger(FormerUsage.class);

  private final Supplier<List<Path>> files;
  private @Nullable Map<Long, KeptUsage> sessions;

  /** What another server copied of its own. */
  public static FormerUsage of(Map<Long, UsageRow> rows, Instant aliveUntil) {
    FormerUsage former = new FormerUsage(List::of);
    Map<Long, KeptUsage> known = new HashMap<>();
    rows.forEach((key, row) -> known.put(key, row.kept(aliveUntil)));
    former.sessions = known;
    return former;
  }

  FormerUsage(Supplier<List<Path>> files) {
    this.files = files;
  }

  /** Null if nothing was kept for the session. */
  public @Nullable KeptUsage of(String session) {
    Map<Long, KeptUsage> known = sessions;
    if (known == null) {
      known = new HashMap<>();
      for (Path file : files.get()) {
        read(file, known);
      }
      sessions = known;
    }
    return known.get(LineFormat.key(session));
  }

  private static void read(Path file, Map<Long, KeptUsage> sessions) {
    try {
      read(ByteBuffer.wrap(Files.readAllBytes(file)).order(LineFormat.ORDER), sessions);
    } catch (IOException e) {
      LOG.warn("Usage in {} is not readable, the last checkpoints count: {}", file, e.toString());
    }
  }

  private static void read(ByteBuffer file, Map<Long, KeptUsage> sessions) {
    if (file.limit() < LineFormat.OCTETS || file.getLong(LineFormat.KEY) != LineFormat.MARK) {
      return;
    }
    Instant aliveUntil = Instant.ofEpochMilli(file.getLong(LineFormat.ALIVE));
    for (int at = LineFormat.OCTETS;
        at + LineFormat.OCTETS <= file.limit();
        at += LineFormat.OCTETS) {
      long key = file.getLong(at + LineFormat.KEY);
      if (key != 0) {
        sessions.put(
            key,
            new KeptUsage(
                LineFormat.counters(file, at),
                file.getLong(at + LineFormat.ANSWERED) - 1,
                aliveUntil));
      }
    }
  }

  /** Everything that was owed for their sessions is among the pending records now. */
  public void delete() {
    files.get().forEach(BootFiles::delete);
    sessions = Map.of();
  }
}
