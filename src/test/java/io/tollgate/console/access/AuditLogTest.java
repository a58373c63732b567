package io.tollgate.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir private Path folder;

  @Test
  void linesAreAppendedForTheServersUserAloneAlsoAfterARestart() throws Exception {
    Path file = folder.resolve("audit.log");
    new AuditLog(file, () -> Instant.EPOCH).write("alice", "127.0.0.1", "drain", "", "begun");
    new AuditLog(file, () -> Instant.EPOCH).write("bob", "::1", "log in", "x\ny", "done");
    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new AuditLog(file, () -> Instant.EPOCH).latest(1))
        .containsExactly(
            "{\"at\":\"1970-01-01T00:00:00Z\",\"who\":\"bob\",\"from\":\"::1\",\"what\":\"log in\","
                + "\"about\":\"x\\u000ay\",\"result\":\"done\"}");
  }

  @Test
  void aLineThatCannotBeWrittenIsNoLineThatIsForgotten() {
    AuditLog audit = new AuditLog(folder.resolve("no").resolve("audit.log"), Instant::now);
    assertThatThrownBy(() -> audit.write("alice", "", "drain", "", "begun"))
        .hasMessageContaining("audit log cannot be written");
  }
}
