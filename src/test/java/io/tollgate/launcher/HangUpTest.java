package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HangUpTest {

  @Test
  void asksForAReloadAndStopsNothing() throws Exception {
    assumeThat(isIgnored()).as("this process was started to ignore SIGHUP, as by nohup").isFalse();
    CountDownLatch reloads = new CountDownLatch(2);
    HangUp.asksFor(reloads::countDown);
    for (int i = 0; i < 2; i++) {
      long before = reloads.getCount();
      new ProcessBuilder("kill", "-HUP", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
      for (int tries = 0; tries < 100 && reloads.getCount() == before; tries++) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    assertThat(reloads.await(1, TimeUnit.SECONDS)).isTrue();
  }

  /** The JVM leaves a signal alone that its parent has it ignore. */
  private static boolean isIgnored() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 1;
      }
    }
    return false;
  }
}
