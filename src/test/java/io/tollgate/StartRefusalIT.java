package io.tollgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.harness.TollgateServer;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import io.tollgate.launcher.StartupException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that cannot be used stops the start with one line, and leaves nothing behind. */
class StartRefusalIT {

  @TempDir private Path folder;

  private Map<String, String> charged(Path journal, int msrpPort) {
    return Map.of(
        "journal.file", journal.toString(),
        "storage.directory", folder.toAbsolutePath().resolve("data").toString(),
        "diameter.peers", "cdf.example.com@127.0.0.1:1;rf",
        "msrp.port", Integer.toString(msrpPort));
  }

  @Test
  void somebodyElsesFileANewerJournalAndOneThatCannotBeMade() throws Exception {
    Path letter = Files.writeString(folder.resolve("letter"), "Dear Sir or Madam");
    Path newer = folder.resolve("newer.db");
    SqliteRecordJournal.open(newer).close();
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + newer);
        var statement = database.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertRefused(letter, "is no SQLite file");
    assertRefused(newer, "schema version 99");
    assertRefused(letter.resolve("journal.db"), "cannot be made or opened");
    assertThat(Files.readString(letter)).isEqualTo("Dear Sir or Madam");

    int port = freePort();
    try (TollgateServer server =
        TollgateServer.start(charged(folder.resolve("journal.db"), port))) {
      assertThat(server.sipPort()).isPositive();
    }
  }

  private void assertRefused(Path journal, String why) throws Exception {
    int port = freePort();
    assertThatThrownBy(() -> TollgateServer.start(charged(journal, port)))
        .isInstanceOf(StartupException.class)
        .hasMessageMatching(
            "the application did not start: journal\\.file: \".*\" .*\\(expected: .*\\)")
        .hasMessageContaining(why);
    new ServerSocket(port).close();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
