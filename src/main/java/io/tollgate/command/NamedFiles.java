package io.tollgate.command;

import io.tollgate.launcher.StartupException;
import io.tollgate.settings.Settings;
import io.tollgate.sip.controlling.GroupBook;
import java.io.UncheckedIOException;

/**
 * Files that settings name and that only their readers understand: looked into before the start.
 */
final class NamedFiles {
  private NamedFiles() {}

  static void check(Settings settings) {
    settings
        .conference()
        .groupsFile()
        .ifPresent(
            file -> {
              try {
                GroupBook.read(file);
              } catch (UncheckedIOException | IllegalArgumentException e) {
                throw new StartupException(
                    "conference.groups-file: %s (expected: a UTF-8 file that can be read, one group or room a line)"
                        .formatted(e.getMessage()));
              }
            });
  }
}
