package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A little of what {@code deploy/bench fuzz} does for as long as it is told. */
class SplitFuzzTest {

  @Test
  void messagesThatAreSplitAnywhereArriveWholeBesideNonsense() throws Exception {
    try (SplitFuzzer fuzzer = new SplitFuzzer(4975)) {
      for (int i = 0; i < 40; i++) {
        fuzzer.round();
      }
      assertThat(fuzzer.summary()).startsWith("120 messages in ");
    }
  }
}
