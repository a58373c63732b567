package io.tollgate.journal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.journal.SuccessorProcess;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calls to the operating system fail as they do on a full, broken or read-only disk. */
class DiskFailureTest {

  @TempDir private Path work;

  @ParameterizedTest(name = "{1}")
  @CsvSource({"28, ENOSPC", "5, EIO", "30, EROFS"})
  void servingGoesOnAndTheJournalCatchesUpWhenTheDiskIsBack(String errno, String name)
      throws Exception {
    CrashSteps steps = new CrashSteps(work);
    Path home = Files.createDirectory(work.resolve("home"));
    SqliteRecordJournal.open(home.resolve("journal.db")).close();

    Process child =
        steps
            .child(home, 101, "sessions", "wait")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo("open");
      Path fail = Files.writeString(work.resolve("fail"), errno);
      child.getOutputStream().write('\n');
      child.getOutputStream().flush();
      assertThat(output.lines().anyMatch("submitted"::equals)).isTrue();
      Files.delete(fail);
      assertThat(child.waitFor()).isZero();
    }
    new History(name, Files.readAllLines(home.resolve("log")), SuccessorProcess.transmissions(home))
        .addsUp();
  }
}
