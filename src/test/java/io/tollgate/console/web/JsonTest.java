package io.tollgate.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  private enum Colour {
    DARK_RED
  }

  private record Thing(
      String name, Instant at, Duration lasted, double unknown, Colour colour, List<Long> all) {}

  @Test
  void recordsAreObjectsWithTheNamesOfTheirComponents() {
    assertThat(
            Json.of(
                new Thing(
                    "a\"b",
                    Instant.EPOCH,
                    Duration.ofMillis(1_500),
                    Double.NaN,
                    Colour.DARK_RED,
                    Arrays.asList(1L, null))))
        .isEqualTo(
            "{\"name\":\"a\\\"b\",\"at\":\"1970-01-01T00:00:00Z\",\"lasted\":1.500,"
                + "\"unknown\":null,\"colour\":\"dark-red\",\"all\":[1,null]}");
  }

  @Test
  void textCannotBeTakenForMarkup() {
    assertThat(Json.of(Map.of("k", "</script>\u2028é\n")))
        .isEqualTo("{\"k\":\"\\u003c/script\\u003e\\u2028\\u00e9\\u000a\"}");
  }
}
