package io.tollgate.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

  @ParameterizedTest
  @CsvSource({
    "sip:alice@example.org, sip:al***@example.org",
    "sips:bo@example.org, sips:***@example.org",
    "tel:+491711234567, tel:+49***67",
    "tel:+491711234567;phone-context=x, tel:+49***67",
    "tel:112, tel:***",
    "urn:service:sos, urn:se***",
    "nonsense, no***",
    "'', ***"
  })
  void hidesTheSubscriberAndKeepsTheDomain(String uri, String masked) {
    assertThat(Masked.of(uri)).isEqualTo(masked);
  }
}
