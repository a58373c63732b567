package io.tollgate.journal.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.journal.RecordedAlarms;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {

  private static final int MESSAGES = 5_000;

  @TempDir private Path directory;

  @Test
  void whatAKilledProcessHadSaidItHadCounted() throws Exception {
    Path journal = directory.resolve("journal.db");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CountingChild.class.getName(),
                journal.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long heard = 0;
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      while (heard < MESSAGES) {
        heard = Long.parseLong(said.readLine());
      }
      child.destroyForcibly().waitFor();
    }
    KeptUsage kept = new UsageFile(journal, 2, new RecordedAlarms()).former().of("s1");
    assertThat(Objects.requireNonNull(kept).counters().sent()).isGreaterThanOrEqualTo(heard);
  }
}
