package io.tollgate;

import io.tollgate.files.PrivateFiles;
import io.tollgate.files.ProcessLock;
import io.tollgate.files.sqlite.FileOrigin;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** A data file that a setting names, this process' own until it is let go of. */
record DataFile(String setting, Path path, ProcessLock lock) implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(DataFile.class);

  /** Makes the file where needed and keeps other servers from it, or says why it cannot be used. */
  static DataFile claim(String setting, Path path, FileOrigin origin) {
    Path folder = path.toAbsolutePath().getParent();
    ProcessLock lock;
    try {
      if (folder != null) {
        PrivateFiles.makeFolder(folder);
      }
      lock = ProcessLock.take(path);
    } catch (ProcessLock.HeldException e) {
      throw refused(
          setting,
          path,
          "is in use by " + e.getMessage(),
          "a file that no other server uses: stop that one, or give this one a storage.directory"
              + " of its own");
    } catch (IOException e) {
      throw cannotBeMade(setting, path, e);
    }
    try {
      String objection = origin.objection(path, lock.usedBefore());
      if (objection != null) {
        throw refused(
            setting,
            path,
            objection,
            "a file of Tollgate's own, or a name that is not taken; the file was left as it is");
      }
      PrivateFiles.makeFile(path);
      restrictThoseBeside(path);
      return new DataFile(setting, path, lock);
    } catch (IOException e) {
      abandon(lock);
      throw cannotBeMade(setting, path, e);
    } catch (IllegalStateException e) {
      abandon(lock);
      throw e;
    }
  }

  /** The log of the database, and files that earlier versions made for everybody to read. */
  private static void restrictThoseBeside(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    String name = path.getFileName().toString();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            folder,
            each -> {
              String other = each.getFileName().toString();
              return other.startsWith(name + "-") || other.startsWith(name + ".");
            })) {
      for (Path each : all) {
        PrivateFiles.restrict(each);
      }
    }
  }

  private static IllegalStateException cannotBeMade(String setting, Path path, IOException cause) {
    return refused(
        setting,
        path,
        "cannot be made or opened: " + reason(cause),
        "a path in a folder that this server may write to: make the folder, or set"
            + " storage.directory");
  }

  private static String reason(IOException cause) {
    return cause instanceof AccessDeniedException denied
        ? "no permission for " + denied.getFile()
        : cause.toString();
  }

  /**
   * The one line that an operator gets: which setting, its value, what is wrong, what is expected.
   */
  static IllegalStateException refused(
      String setting, Path path, @Nullable String what, String expected) {
    return new IllegalStateException(
        "%s: \"%s\" %s (expected: %s)".formatted(setting, path, what, expected));
  }

  private static void abandon(ProcessLock lock) {
    try {
      lock.abandon();
    } catch (IOException e) {
      LOG.warn("a lock file stays behind: {}", e.toString());
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("the lock on {} was not given up cleanly: {}", path, e.toString());
    }
  }
}
