package io.tollgate.journal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillionPendingIT {

  @TempDir private Path directory;

  @Test
  void theServerStartsInSecondsAndInBoundedMemory() throws Exception {
    MillionPending measured = MillionPending.measure(directory);
    System.out.println(measured);
    assertThat(measured).matches(MillionPending::holds);
  }
}
