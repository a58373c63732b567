package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir Path parent;

  @Test
  void whatADeadProcessUnpackedIsNeverServedAgain() throws IOException {
    Path old = Files.createDirectories(parent.resolve("999999999").resolve("webapps"));
    Files.writeString(old.resolve("stale.class"), "old");
    Path shared = Files.createDirectories(parent.resolve("webapps"));
    Path fresh = WorkFolder.fresh(parent);
    assertThat(fresh).isEmptyDirectory();
    assertThat(old).doesNotExist();
    assertThat(shared).doesNotExist();
  }

  @Test
  void theFolderOfALivingProcessIsLeftAlone() throws IOException {
    long living = ProcessHandle.current().parent().orElseThrow().pid();
    Path theirs = Files.createDirectories(parent.resolve(Long.toString(living)));
    WorkFolder.fresh(parent);
    assertThat(theirs).exists();
  }
}
