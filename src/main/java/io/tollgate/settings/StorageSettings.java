package io.tollgate.settings;

import java.nio.file.Path;

/** Where the server keeps its files. */
public record StorageSettings(
    @Setting(
            value =
                "The folder for what outlives the server: journal, deferred messages, history. Made"
                    + " where needed, for the server's user alone (0700, files 0600)."
                    + " `$TOLLGATE_HOME` is the folder of the distribution; in a container of your"
                    + " own the variable of that name, else the container's folder. A local disk,"
                    + " never a network file system.",
            byDefault = "$TOLLGATE_HOME/data")
        Path directory) {

  public StorageSettings {
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException(
          "storage.directory: \"%s\" (expected: an absolute path, or one that begins with"
                  .formatted(directory)
              + " $TOLLGATE_HOME: it must not depend on where the server was started)");
    }
  }

  /** Where a file lies that a setting names. */
  Path place(Path file) {
    return directory.resolve(file).normalize();
  }
}
