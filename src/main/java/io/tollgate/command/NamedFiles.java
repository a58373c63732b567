package io.tollgate.command;

import io.tollgate.console.access.UserFile;
import io.tollgate.deferred.SqliteDeferredStore;
import io.tollgate.files.ProcessLock;
import io.tollgate.files.sqlite.FileOrigin;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import io.tollgate.launcher.StartupException;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.cdr.CdrFiles;
import io.tollgate.settings.Settings;
import io.tollgate.sip.controlling.GroupBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files that settings name and that only their readers understand: looked into before the start.
 */
final class NamedFiles {
  private NamedFiles() {}

  static void check(Settings settings) {
    settings.conference().groupsFile().ifPresent(NamedFiles::checkGroups);
    UserFile.of(settings.console().users());
    checkFolder("storage.directory", Optional.of(settings.storage().directory()));
    checkFolder("cdr.directory", settings.cdrFolder());
    checkPush(settings);
    checkData("journal.file", settings.journalFile(), SqliteRecordJournal.ORIGIN);
    if (settings.ledger().enabled()) {
      checkData("ledger.file", settings.historyFile(), Ledger.ORIGIN);
    }
    if (!settings.deferred().on().isEmpty()) {
      checkData("deferred.file", settings.deferredFile(), SqliteDeferredStore.ORIGIN);
    }
    if (settings.cdrFolder().isPresent()) {
      checkData("cdr.file", settings.cdrFile(), CdrFiles.ORIGIN);
    }
  }

  private static void checkGroups(Path file) {
    try {
      GroupBook.read(file);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new StartupException(
          "conference.groups-file: %s (expected: a UTF-8 file that can be read, one group or room a line)"
              .formatted(e.getMessage()));
    }
  }

  private static void checkFolder(String setting, Optional<Path> folder) {
    if (folder.isPresent() && Files.exists(folder.get()) && !Files.isDirectory(folder.get())) {
      throw new StartupException(
          "%s: \"%s\" is a file (expected: a folder, which is made where needed)"
              .formatted(setting, folder.get()));
    }
  }

  /** A command without a folder is looked for where the server's user has such. */
  private static void checkPush(Settings settings) {
    settings.cdr().pushCommand().stream()
        .findFirst()
        .filter(word -> word.indexOf('/') >= 0 && !Files.isExecutable(Path.of(word)))
        .ifPresent(
            word -> {
              throw new StartupException(
                  "cdr.push: \"%s\" (expected: a command that can be executed)".formatted(word));
            });
  }

  /**
   * Only where it may be read: whoever checks need not be the user that the server runs as. SQLite
   * is in the WAR and not here: the server looks into the file when it opens it.
   */
  private static void checkData(String setting, Path file, FileOrigin origin) {
    if (!Files.isReadable(file) || !Files.isWritable(file)) {
      return;
    }
    try {
      String objection = origin.plainObjection(file, ProcessLock.wasTaken(file));
      if (objection != null) {
        throw new StartupException(
            "%s: \"%s\" %s (expected: a file of Tollgate's own, or a name that is not taken)"
                .formatted(setting, file, objection));
      }
    } catch (IOException e) {
      throw new StartupException(
          "%s: \"%s\": %s (expected: a file that can be read)".formatted(setting, file, e));
    }
  }
}
