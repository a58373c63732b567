package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HangUpTest {

  @Test
  void asksForAReloadAndStopsNothing() throws Exception {
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
}
