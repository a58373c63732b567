package io.tollgate.journal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.journal.SuccessorProcess;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process dies before each single write, truncation and synchronisation, one after the other.
 */
class CrashAtEachStepTest {

  @TempDir private Path work;
  private CrashSteps child;
  private Path home;

  @BeforeEach
  void prepare() throws Exception {
    child = new CrashSteps(work);
    home = Files.createDirectory(work.resolve("home"));
    Files.createFile(home.resolve("log"));
    SqliteRecordJournal.open(home.resolve("journal.db")).close();
  }

  private void survives(String name, Path files, List<String> log) throws IOException {
    Path revived = Files.createDirectory(work.resolve("revived-" + name));
    try (var all = Files.list(files)) {
      for (Path file : all.filter(CrashAtEachStepTest::isJournal).toList()) {
        Files.copy(file, revived.resolve(file.getFileName()));
      }
    }
    new History(name, log, SuccessorProcess.transmissions(revived)).addsUp();
  }

  private static boolean isJournal(Path file) {
    return file.getFileName().toString().startsWith("journal.db");
  }

  /** With a redo log, records outlive the kill that were on no disk yet. */
  @ParameterizedTest
  @ValueSource(strings = {"sessions", "redone-sessions"})
  void aKillAtAnyStepOfTheWorkLosesAndDoublesNothing(String what) throws Exception {
    List<CrashSteps.Step> steps = child.run(home, 101, what);
    assertThat(steps).hasSizeGreaterThan(40);
    for (int i = 0; i < steps.size(); i++) {
      survives("kill-" + i, steps.get(i).directory(), steps.get(i).log());
    }
  }

  /**
   * Only what was synchronised is left: the files as they were after one synchronisation, the log
   * as it was just before the next.
   */
  @Test
  void aPowerLossAtAnySynchronisationLosesAndDoublesNothing() throws Exception {
    List<CrashSteps.Step> steps = child.run(home, 101, "sessions");
    List<Integer> synchronisations = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).operation() == 's') {
        synchronisations.add(i);
      }
    }
    assertThat(synchronisations).hasSizeGreaterThan(8);
    for (int i = 0; i + 1 < synchronisations.size(); i++) {
      Path files = steps.get(synchronisations.get(i) + 1).directory();
      survives("power-" + i, files, steps.get(synchronisations.get(i + 1)).log());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "redone-"})
  void aKillAtAnyStepOfTheRecoveryChangesNothing(String kind) throws Exception {
    child.run(home, 101, kind + "sessions");
    List<CrashSteps.Step> steps = child.run(home, 102, kind + "recovery");
    assertThat(steps).hasSizeGreaterThan(3);
    for (int i = 0; i < steps.size(); i++) {
      survives("recovery-" + i, steps.get(i).directory(), steps.get(i).log());
    }
  }
}
