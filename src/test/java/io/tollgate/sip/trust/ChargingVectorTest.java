package io.tollgate.sip.trust;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ChargingVectorTest {

  @Test
  void readsTokensAndQuotedStrings() {
    ChargingVector vector =
        ChargingVector.parse("icid-value=\"a;1@home\"; orig-ioi=\"a.example\";term-ioi=b.example");

    assertThat(vector).isNotNull();
    assertThat(requireNonNull(vector).icid()).isEqualTo("a;1@home");
    assertThat(vector.originatingIoi()).isEqualTo("a.example");
    assertThat(vector.terminatingIoi()).isEqualTo("b.example");
  }

  @Test
  void quotesWhatIsNoToken() {
    assertThat(new ChargingVector(Map.of("icid-value", "a@b")).header())
        .isEqualTo("icid-value=\"a@b\"");
    assertThat(ChargingVector.generated("1-2", "10.0.0.1").header())
        .isEqualTo("icid-value=1-2;icid-generated-at=10.0.0.1");
  }

  @Test
  void whatNoParserReadsIsNotPassedOn() {
    ChargingVector vector =
        ChargingVector.parse("icid-value=\"a\0b\r\nX: y\";a b=1;?=2;=3;term-ioi=c.example");

    assertThat(vector).isNotNull();
    assertThat(requireNonNull(vector).header())
        .isEqualTo("icid-value=\"a b  X: y\";term-ioi=c.example");
  }

  @Test
  void aHeaderWithoutAnIcidIsNone() {
    assertThat(ChargingVector.parse("orig-ioi=a.example")).isNull();
    assertThat(ChargingVector.parse("icid-value=\"\"")).isNull();
    assertThat(ChargingVector.parse(null)).isNull();
  }

  @Property
  void anyIcidSurvivesTheWayThroughAHeader(
      @ForAll
          @AlphaChars
          @NumericChars
          @Chars({'@', ';', '"', '\\', '=', ' ', ',', '<', '>'})
          @StringLength(min = 1, max = 40)
          String icid) {
    String trimmed = icid.trim();
    if (!trimmed.isEmpty()) {
      ChargingVector parsed =
          ChargingVector.parse(new ChargingVector(Map.of("icid-value", trimmed)).header());
      assertThat(parsed).isNotNull();
      assertThat(requireNonNull(parsed).icid()).isEqualTo(trimmed);
    }
  }
}
