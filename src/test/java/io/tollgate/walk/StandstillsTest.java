package io.tollgate.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandstillsTest {

  @Test
  void aTickThatComesSecondsLateIsOne() {
    assertThat(Standstills.isOne(Duration.ofMillis(100).toNanos())).isFalse();
    assertThat(Standstills.isOne(Duration.ofSeconds(2).toNanos())).isFalse();
    assertThat(Standstills.isOne(Duration.ofMillis(2_200).toNanos())).isTrue();
  }
}
