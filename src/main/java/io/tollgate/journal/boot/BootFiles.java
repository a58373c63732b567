package io.tollgate.journal.boot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The files of one kind: what a process stores in them is the system's to write from then on, so
 * that it outlives the process, though not a power loss.
 *
 * @param journal the journal's file, beside which they lie
 * @param kind stands in their names
 */
public record BootFiles(Path journal, String kind) {

  private static final Logger LOG = LogManager.getLogger(BootFiles.class);

  public Path path(long boot) {
    return journal.resolveSibling(prefix() + Long.toHexString(boot));
  }

  private String prefix() {
    return journal.getFileName() + "." + kind + "-";
  }

  /** The process that wrote the file. */
  public long boot(Path file) {
    return Long.parseUnsignedLong(file.getFileName().toString().substring(prefix().length()), 16);
  }

  /** Those of other processes than this one. */
  public List<Path> former(long boot) {
    Path own = path(boot);
    Path folder = own.toAbsolutePath().getParent();
    List<Path> files = new ArrayList<>();
    if (folder == null || !Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder, file -> file.getFileName().toString().matches(pattern()))) {
      for (Path file : all) {
        if (!file.getFileName().equals(own.getFileName())) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("What a former process kept in {}* is not found: {}", prefix(), e.toString());
    }
    return files;
  }

  private String pattern() {
    return Pattern.quote(prefix()) + "[0-9a-f]{1,16}";
  }

  /** Removes the file; whoever finds it again finds nothing new in it. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} is of no use any more and cannot be deleted: {}", file, e.toString());
    }
  }
}
