package io.tollgate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(named = "tollgate.long", matches = "true")
class QuickBenchIT {
  @Test
  void aChargedCallCostsNoMoreBesideAFreeOneThanItDid() throws Exception {
    assertThat(QuickBench.run()).isEmpty();
  }
}
