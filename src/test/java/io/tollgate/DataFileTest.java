package io.tollgate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.files.PrivateFiles;
import io.tollgate.files.ProcessLock;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {

  @TempDir private Path folder;

  private DataFile claim(Path file) {
    return DataFile.claim("journal.file", file, SqliteRecordJournal.ORIGIN);
  }

  @Test
  void aSecondServerOnOneJournalIsRefusedWithOneLine() {
    Path file = folder.resolve("data/journal.db");
    try (DataFile first = claim(file)) {
      assertThatThrownBy(() -> claim(first.path()))
          .hasMessageMatching(
              "journal\\.file: \".*journal\\.db\" is in use by another server of this process"
                  + " \\(expected: a file that no other server uses: .*\\)");
    }
    claim(file).close();
  }

  @Test
  void aServerOfAnotherProcessIsRefusedAndToldWhichHoldsIt() throws Exception {
    Path file = folder.resolve("data/journal.db");
    Process holder = Holder.start(file);
    try {
      assertThatThrownBy(() -> claim(file))
          .hasMessageContaining("is in use by process " + holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    claim(file).close();
  }

  @Test
  void aLinkToTheFileLeadsToTheSameLock() throws Exception {
    Path file = folder.resolve("data/journal.db");
    try (DataFile first = claim(file)) {
      Path link = Files.createSymbolicLink(folder.resolve("link.db"), first.path());
      assertThatThrownBy(() -> claim(link)).hasMessageContaining("is in use by");
    }
  }

  @Test
  void nobodyElseMayReadFolderAndFiles() throws Exception {
    Path file = folder.resolve("data/journal.db");
    try (DataFile claimed = claim(file);
        RecordJournal journal = SqliteRecordJournal.open(claimed.path())) {
      assertThat(journal.counts().pending()).isZero();
      assertThat(permissions(requireNonNull(file.getParent()))).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(file.getParent())) {
        assertThat(files.toList())
            .hasSizeGreaterThan(2)
            .allSatisfy(each -> assertThat(permissions(each)).isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void filesThatAnEarlierVersionMadeForEverybodyAreRestricted() throws Exception {
    Path file = folder.resolve("journal.db");
    SqliteRecordJournal.open(file).close();
    Path redo = Files.createFile(folder.resolve("journal.db.redo-1f"));
    for (Path each : List.of(file, redo)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rw-r--r--"));
    }
    claim(file).close();
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(redo)).isEqualTo("rw-------");
  }

  @Test
  void somebodyElsesFileIsLeftAsItIs() throws Exception {
    Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear Sir or Madam, ".repeat(99));
    assertRefusedAndUntouched(letter, "is no SQLite file");

    Path other = folder.resolve("other.db");
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + other);
        var statement = database.createStatement()) {
      statement.execute("CREATE TABLE customers (name TEXT)");
    }
    assertRefusedAndUntouched(other, "belongs to another program");
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws Exception {
    Path notAFolder = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> claim(notAFolder.resolve("journal.db")))
        .hasMessageContaining("cannot be made or opened")
        .hasMessageContaining("(expected: a path in a folder that this server may write to");
  }

  private void assertRefusedAndUntouched(Path file, String why) throws Exception {
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> claim(file)).hasMessageContaining(why);
    assertThatThrownBy(() -> claim(file)).as("the next time").hasMessageContaining(why);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .noneMatch(name -> name.contains("lock") || name.contains("damaged"));
    }
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** Holds a file until it is killed. */
  static final class Holder {
    private Holder() {}

    static Process start(Path file) throws Exception {
      String classes = place(DataFile.class) + ":" + place(Holder.class);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  classes + ":" + System.getProperty("java.class.path"),
                  Holder.class.getName(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(process.getInputStream().read()).isEqualTo('h');
      return process;
    }

    private static Path place(Class<?> type) throws Exception {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Words: the file. */
    public static void main(String[] words) throws Exception {
      PrivateFiles.makeFolder(requireNonNull(Path.of(words[0]).getParent()));
      ProcessLock.take(Path.of(words[0]));
      System.out.println("holds");
      System.in.read();
    }
  }
}
