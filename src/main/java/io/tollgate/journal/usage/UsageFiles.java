package io.tollgate.journal.usage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Where usage files lie: beside the journal, one for each process that has run. */
final class UsageFiles {

  private static final Logger LOG = LogManager.getLogger(UsageFiles.class);

  private UsageFiles() {}

  static Path path(Path journal, long boot) {
    return journal.resolveSibling(prefix(journal) + Long.toHexString(boot));
  }

  private static String prefix(Path journal) {
    return journal.getFileName() + ".usage-";
  }

  static List<Path> former(Path journal, long boot) {
    Path own = path(journal, boot);
    Path folder = own.toAbsolutePath().getParent();
    List<Path> files = new ArrayList<>();
    if (folder == null || !Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder, file -> file.getFileName().toString().startsWith(prefix(journal)))) {
      all.forEach(file -> add(files, file, own));
    } catch (IOException e) {
      LOG.warn("Usage that a former process kept is not found: {}", e.toString());
    }
    return files;
  }

  private static void add(List<Path> files, Path file, Path own) {
    if (!file.getFileName().equals(own.getFileName())) {
      files.add(file);
    }
  }
}
