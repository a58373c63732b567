package io.tollgate.msrp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Nearly a frame, cut anywhere: a hundred thousand times. {@code deploy/bench fuzz} does it for
 * longer.
 */
class FrameFuzzTest {
  private static final int INPUTS = Integer.getInteger("tollgate.fuzz", 100_000);
  private static final int FUZZERS = 20;

  @Test
  void nothingEscapesAndCutsMakeNoDifference() {
    IntStream.range(0, FUZZERS).parallel().forEach(FrameFuzzTest::fuzz);
  }

  private static void fuzz(int index) {
    FrameFuzzer fuzzer = new FrameFuzzer(4975 + index);
    for (int i = 0; i < INPUTS / FUZZERS; i++) {
      String fault = fuzzer.run();
      if (!fault.isEmpty()) {
        assertThat(fault).as("fuzzer %d, input %d", index, i).isEmpty();
      }
    }
  }
}
