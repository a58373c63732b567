package io.tollgate.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Tools;
import org.junit.jupiter.api.Test;

/** The short version of {@code deploy/crash}. */
class CrashIT {

  /** Killed alone, with a wrong clock, and with the charging functions. */
  private static final int ROUNDS = 3;

  private static final long SEED = 7;

  @Test
  void killsUnderLoadLoseDoubleAndLeaveOpenNothing() throws Exception {
    Tools.require("sipp", "sip-tester");
    assertThat(CrashMain.run(ROUNDS, SEED)).as("see the differences printed above").isTrue();
  }
}
