package io.tollgate.console.access;

import io.tollgate.console.web.Json;
import io.tollgate.files.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Who did what over HTTP: one JSON line each, appended and on disk before the deed is done. Nothing
 * here takes a line away; an action whose line cannot be written is not carried out.
 */
public final class AuditLog {
  private static final Logger LOG = LogManager.getLogger(AuditLog.class);
  private static final int TAIL_OCTETS = 64 * 1024;
  private static final int LONGEST_VALUE = 300;

  private final Path file;
  private final InstantSource clock;

  public AuditLog(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * @param what a word or two, such as {@code drain}
   * @param about what it was done to; may be empty
   * @param result {@code begun}, {@code done}, {@code refused} ...
   */
  public record Line(
      Instant at, String who, String from, String what, String about, String result) {}

  public synchronized void write(
      String who, String from, String what, String about, String result) {
    Line line =
        new Line(
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            cut(who),
            from,
            what,
            cut(about),
            cut(result));
    try {
      PrivateFiles.makeFile(file);
      try (FileChannel out = FileChannel.open(file, StandardOpenOption.APPEND)) {
        ByteBuffer octets =
            ByteBuffer.wrap((Json.of(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
          out.write(octets);
        }
        out.force(false);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the audit log cannot be written: " + e, e);
    }
    LOG.info("console: {} {} {}", line.who(), what, result);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }

  /** The latest lines as they stand in the file, the newest first. */
  public synchronized List<String> latest(int most) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - TAIL_OCTETS);
      byte[] octets = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(octets);
      List<String> lines =
          new ArrayList<>(new String(octets, StandardCharsets.UTF_8).lines().toList());
      if (from > 0 && !lines.isEmpty()) {
        lines.remove(0);
      }
      Collections.reverse(lines);
      return lines.subList(0, Math.min(most, lines.size()));
    } catch (IOException e) {
      throw new IllegalStateException("the audit log cannot be read: " + e, e);
    }
  }
}
