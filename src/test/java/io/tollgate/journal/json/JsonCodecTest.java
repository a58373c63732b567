package io.tollgate.journal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.Units;
import io.tollgate.journal.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {

  private final JsonCodec<AccountingRecord> accounting = new JsonCodec<>(AccountingRecord.class);
  private final JsonCodec<CreditRequest> credit = new JsonCodec<>(CreditRequest.class);

  enum Colour {
    RED,
    GREEN
  }

  record Point(
      String text,
      long number,
      @Nullable Integer maybe,
      @Nullable List<String> names,
      List<Colour> colours,
      boolean flag,
      Instant at,
      @Nullable Duration lasting,
      @Nullable Units units) {}

  private final JsonCodec<Point> points = new JsonCodec<>(Point.class);

  @Test
  void anAccountingRecordComesBackAsItWas() {
    AccountingRecord record = Samples.stop("pf.example;1;2", 3);
    assertThat(accounting.read(accounting.write(record))).isEqualTo(record);
  }

  @Test
  void aCreditRequestComesBackAsItWas() {
    CreditRequest request = Samples.termination("pf.example;1;2;cc", 3);
    assertThat(credit.read(credit.write(request))).isEqualTo(request);
  }

  @Property(tries = 300)
  void anyValueComesBackAsItWas(
      @ForAll String text,
      @ForAll long number,
      @ForAll @Nullable Integer maybe,
      @ForAll List<String> names,
      @ForAll List<Colour> colours,
      @ForAll boolean flag) {
    Point point =
        new Point(
            text,
            number,
            maybe,
            names,
            colours,
            flag,
            Instant.ofEpochMilli(number % 1_000_000_000_000L),
            Duration.ofMillis(number % 1_000_000),
            Units.NONE);
    assertThat(points.read(points.write(point))).isEqualTo(point);
  }

  @Property
  void timesAreWrittenAsTheyPrintThemselves(
      @ForAll @LongRange(min = -62_200_000_000L, max = 253_500_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll("units") int unit) {
    Instant time = Instant.ofEpochSecond(second, (long) nanos / unit * unit);
    StringBuilder out = new StringBuilder();
    TimeText.quote(out, time);
    assertThat(out).hasToString('"' + time.toString() + '"');
  }

  @Provide
  Arbitrary<Integer> units() {
    return Arbitraries.of(1, 1_000, 1_000_000, 1_000_000_000);
  }

  @Test
  void whatIsAbsentIsNotWritten() {
    String text =
        points.write(new Point("a", 0, null, null, List.of(), false, Instant.EPOCH, null, null));
    assertThat(text)
        .isEqualTo("{\"text\":\"a\",\"number\":0,\"flag\":false,\"at\":\"1970-01-01T00:00:00Z\"}");
  }

  @Test
  void membersOfANewerVersionAreSkipped() {
    Point point =
        points.read(
            "{\"text\":\"a\",\"later\":[{\"x\":null},true],\"at\":\"1970-01-01T00:00:00Z\"}");
    assertThat(point.text()).isEqualTo("a");
    assertThat(point.number()).isZero();
    assertThat(point.colours()).isEmpty();
  }

  @Test
  void aMissingMemberThatMustBeThereIsNamed() {
    assertThatThrownBy(() -> points.read("{\"at\":\"1970-01-01T00:00:00Z\"}"))
        .isInstanceOf(JsonException.class)
        .hasMessage("text: missing");
  }

  @Test
  void aWrongValueIsShownWithWhatWasExpected() {
    assertThatThrownBy(() -> points.read("{\"text\":\"a\",\"colours\":[\"BLUE\"]}"))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("colours: BLUE (expected: one of [");
    assertThatThrownBy(() -> points.read("{\"text\":\"a\",\"at\":\"noon\"}"))
        .hasMessage("at: noon (expected: a time such as 2026-01-31T12:00:00Z)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"text\"",
        "{\"text\":\"a",
        "{\"text\":\"\\u12\"}",
        "[]",
        "null",
        "{}x",
        "{\"number\":1.5}",
        "{\"text\":\"\\q\"}",
        "{\"number\":99999999999999999999}",
        "{\"a\":-}"
      })
  void damagedTextIsRefused(String text) {
    assertThatThrownBy(() -> points.read(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void deepNestingIsRefusedBeforeTheStackRunsOut() {
    String text = "{\"later\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> points.read(text))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("at most 32 levels");
  }
}
