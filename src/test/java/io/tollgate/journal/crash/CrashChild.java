package io.tollgate.journal.crash;

import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process to be killed: runs a few charging sessions, or only the recovery of those of a former
 * process, and writes what it has done to a log that outlives it.
 */
public final class CrashChild {

  private static final int REDO_OCTETS = 1 << 16;

  private CrashChild() {}

  /**
   * Words: directory, mark of this process, and what to do: sessions or recovery, or the same with
   * a redo log: redone-sessions, redone-recovery. A fourth word lets it wait for a line, once the
   * journal is open.
   */
  public static void main(String[] words) throws Exception {
    Path directory = Path.of(words[0]);
    Path file = directory.resolve("journal.db");
    long boot = Long.parseLong(words[1]);
    boolean redone = words[2].startsWith("redone-");
    RedoLog redo = RedoLog.beside(file, boot, redone ? REDO_OCTETS : 0);
    FileOutputStream log = new FileOutputStream(directory.resolve("log").toFile(), true);
    CrashSessions sessions =
        new CrashSessions(
            () -> SqliteRecordJournal.open(file), redo, file, boot, line -> write(log, line));
    if (words.length > 3) {
      System.out.println("open");
      System.in.read();
    }
    if (words[2].endsWith("sessions")) {
      sessions.run();
      System.out.println("submitted");
    }
    sessions.awaitDelivery(words[2].endsWith("recovery"));
    Runtime.getRuntime().halt(0);
  }

  private static void write(FileOutputStream log, String line) {
    try {
      log.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
