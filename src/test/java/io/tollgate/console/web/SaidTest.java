package io.tollgate.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaidTest {

  @ParameterizedTest
  @CsvSource({
    "PT0.0123456S, 0.0 s",
    "PT9.87654321S, 9.9 s",
    "PT12.9S, 12 s",
    "PT65S, 1 min 5 s",
    "PT2H3M4S, 2 h 3 min",
    "PT-1S, 0 s"
  })
  void durationsAreShort(Duration time, String said) {
    assertThat(Formats.lasting(time)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({"0.1234567, 0.1 ms", "123.456, 123 ms", "NaN, none yet"})
  void measuredTimesAreMilliseconds(double millis, String said) {
    assertThat(Formats.millis(millis)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({"100, 100 B", "2048, 2.0 kB", "5242880, 5.0 MB"})
  void sizesHaveUnits(long octets, String said) {
    assertThat(Formats.octets(octets)).isEqualTo(said);
  }
}
