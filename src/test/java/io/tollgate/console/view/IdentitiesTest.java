package io.tollgate.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitiesTest {

  @ParameterizedTest
  @CsvSource({
    "to sip:alice@example.com; and tel:+491711234567, to sip:al***@example.com; and tel:+49***",
    "SIPS:bob@x, SIPS:bo***@x",
    "<sip:a@x>, <sip:a***@x>",
    "nobody, nobody"
  })
  void identitiesWithinATextAreMasked(String text, String masked) {
    assertThat(Identities.MASKED.within(text)).isEqualTo(masked);
    assertThat(Identities.WHOLE.within(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "sip:alice@example.com, sip:al***@example.com",
    "sip:al***@example.com, sip:al***@example.com",
    "'', ''"
  })
  void anIdentityIsMaskedOnce(String identity, String masked) {
    assertThat(Identities.MASKED.of(identity)).isEqualTo(masked);
  }

  @Test
  void aShareOfTimesIsReadFromBucketsAsPrometheusDoes() {
    TreeMap<Double, Double> within = new TreeMap<>(Map.of(10.0, 50.0, 50.0, 90.0, 200.0, 100.0));
    assertThat(OverviewSource.quantile(within, 100, 0.5)).isEqualTo(10.0);
    assertThat(OverviewSource.quantile(within, 100, 0.7)).isEqualTo(30.0);
    assertThat(OverviewSource.quantile(within, 100, 0.95)).isEqualTo(125.0);
  }

  @Test
  void aShareBeyondTheLastBucketIsThatBucket() {
    TreeMap<Double, Double> within = new TreeMap<>(Map.of(10.0, 1.0));
    assertThat(OverviewSource.quantile(within, 100, 0.5)).isEqualTo(10.0);
  }
}
