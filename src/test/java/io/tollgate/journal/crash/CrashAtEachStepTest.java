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
    for (String file : List.of("journal.db", "journal.db-wal")) {
      if (Files.exists(files.resolve(file))) {
        Files.copy(files.resolve(file), revived.resolve(file));
      }
    }
    new History(name, log, SuccessorProcess.transmissions(revived)).addsUp();
  }

  @Test
  void aKillAtAnyStepOfTheWorkLosesAndDoublesNothing() throws Exception {
    List<CrashSteps.Step> steps = child.run(home, 101, "sessions");
    assertThat(steps).hasSizeGreaterThan(50);
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

  @Test
  void aKillAtAnyStepOfTheRecoveryChangesNothing() throws Exception {
    child.run(home, 101, "sessions");
    List<CrashSteps.Step> steps = child.run(home, 102, "recovery");
    assertThat(steps).hasSizeGreaterThan(3);
    for (int i = 0; i < steps.size(); i++) {
      survives("recovery-" + i, steps.get(i).directory(), steps.get(i).log());
    }
  }
}
