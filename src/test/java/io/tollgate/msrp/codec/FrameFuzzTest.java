package io.tollgate.msrp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nearly a frame, cut anywhere. {@code deploy/bench fuzz} does this for longer. */
class FrameFuzzTest {
  private static final int INPUTS = Integer.getInteger("tollgate.fuzz", 100_000);

  @Test
  void nothingEscapesAndCutsMakeNoDifference() {
    FrameFuzzer fuzzer = new FrameFuzzer(4975);
    for (int i = 0; i < INPUTS; i++) {
      assertThat(fuzzer.run()).as("input %d", i).isEmpty();
    }
  }
}
