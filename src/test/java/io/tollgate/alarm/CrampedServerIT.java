package io.tollgate.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.RaisesAlarm;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says when its machine has too little of everything. */
class CrampedServerIT {

  @Test
  @RaisesAlarm({
    AlarmCatalogue.USAGE_NOT_KEPT,
    AlarmCatalogue.CDR_NOT_PUSHED,
    AlarmCatalogue.DISK_FAILED,
    AlarmCatalogue.CDR_FAILED,
    AlarmCatalogue.HISTORY_FAILED,
    AlarmCatalogue.RECORDS_LOST,
    AlarmCatalogue.FILES_SHORT,
    AlarmCatalogue.HEAP_FULL
  })
  void eachShortageIsAnAlarmThatEndsWithIt(@TempDir Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-Xmn16m",
                "-XX:SurvivorRatio=30",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                CrampedServer.class.getName(),
                Files.createDirectory(folder.resolve("data")).toString())
            .redirectErrorStream(true)
            .start();
    // Through a pipe: a file would be one of those that may not grow.
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    CompletableFuture<List<String>> said =
        CompletableFuture.supplyAsync(() -> out.lines().toList());
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = said.get(1, TimeUnit.MINUTES);
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    assertThat(lines)
        .containsSubsequence("RAISED USAGE_NOT_KEPT", "CLEARED USAGE_NOT_KEPT")
        .containsSubsequence("RAISED CDR_NOT_PUSHED", "CLEARED CDR_NOT_PUSHED")
        .containsSubsequence("RAISED DISK_FAILED", "CLEARED DISK_FAILED")
        .containsSubsequence("RAISED CDR_FAILED", "CLEARED CDR_FAILED")
        .containsSubsequence("RAISED HISTORY_FAILED", "CLEARED HISTORY_FAILED")
        .containsSubsequence("RAISED RECORDS_LOST", "CLEARED RECORDS_LOST")
        .containsSubsequence("RAISED FILES_SHORT", "CLEARED FILES_SHORT")
        .containsSubsequence("RAISED HEAP_FULL", "CLEARED HEAP_FULL");
  }
}
