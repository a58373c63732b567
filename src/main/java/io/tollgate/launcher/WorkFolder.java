package io.tollgate.launcher;

import io.tollgate.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the container unpacks the application: a folder of this process alone. One that is shared
 * or kept would give a new WAR the classes of the old one, as Tomcat compares nothing but times.
 */
final class WorkFolder {
  private WorkFolder() {}

  /** A fresh folder in {@code parent}; those of processes that are gone are removed. */
  static Path fresh(Path parent) {
    try {
      PrivateFiles.makeFolder(parent);
      for (Path left : children(parent)) {
        if (!belongsToLivingProcess(left)) {
          removeLeft(left);
        }
      }
      Path own = parent.resolve(Long.toString(ProcessHandle.current().pid()));
      remove(own);
      PrivateFiles.makeFolder(own);
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException("work folder " + parent, e);
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  private static boolean belongsToLivingProcess(Path folder) {
    String name = folder.getFileName().toString();
    return name.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(name)).isPresent();
  }

  /** Another server that starts now may be at it too; what is left is removed at the next start. */
  private static void removeLeft(Path folder) {
    try {
      remove(folder);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("left over and not removed: " + folder + ": " + e.getMessage());
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
