package io.tollgate.journal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@code deploy/crash --pending}: more than the heap of the server holds. */
class MillionPendingIT {
  private static final int RECORDS = MillionPending.RECORDS / 5;

  @TempDir private Path directory;

  @Test
  void theServerStartsInSecondsAndInBoundedMemory() throws Exception {
    MillionPending measured = MillionPending.measure(directory, RECORDS);
    System.out.println(measured);
    assertThat(measured).matches(MillionPending::holds);
  }
}
